import type { common as english } from "../en/common";
import type { ArabicForm, Translation } from "../message";

export const common = {
  cancel: "إلغاء",
  close: "إغلاق",
  save: "حفظ",
  saved: "تم الحفظ",
  delete: "حذف",
  edit: "تعديل",
  back: "رجوع",
  search: "بحث",
  clear: "مسح",
  retry: "إعادة المحاولة",
  discard: "تجاهل",
  loadMore: "تحميل المزيد",
  loading: "جارٍ التحميل",
  needsNetwork: "يحتاج هذا إلى الاتصال بالشبكة",
  needsNetworkText: "لم يُنزَّل على هذا الجهاز. سيُحمَّل فور عودة الاتصال.",
  staff: "فريق السوق",
  online: "متصل",
  lastSeen: "آخر ظهور {when}",
  charsLeft: {
    zero: "لم يبقَ أي حرف",
    one: "بقي حرف واحد",
    two: "بقي حرفان",
    few: "بقيت {count} أحرف",
    many: "بقي {count} حرفًا",
    other: "بقي {count} حرف",
  },
  tooLong: {
    zero: "ضمن الحد",
    one: "أطول من الحد بحرف واحد",
    two: "أطول من الحد بحرفين",
    few: "أطول من الحد بـ {count} أحرف",
    many: "أطول من الحد بـ {count} حرفًا",
    other: "أطول من الحد بـ {count} حرف",
  },
} as const satisfies Translation<typeof english, ArabicForm>;
