import type { customers as english } from "../en/customers";
import type { ArabicForm, Translation } from "../message";

export const customers = {
  title: "العملاء",
  search: "ابحث بالاسم أو البريد أو الهاتف",
  sort: "الترتيب",
  sort_recent: "آخر ظهور",
  sort_name: "الاسم",
  sort_deals: "الطلبات والحجوزات",
  sort_spent: "الإنفاق",
  deals: {
    zero: "لا طلبات ولا حجوزات",
    one: "طلب أو حجز واحد",
    two: "طلبان أو حجزان",
    few: "{count} من الطلبات والحجوزات",
    many: "{count} من الطلبات والحجوزات",
    other: "{count} من الطلبات والحجوزات",
  },
  unread: {
    zero: "لا شيء غير مقروء",
    one: "رسالة غير مقروءة",
    two: "رسالتان غير مقروءتين",
    few: "{count} رسائل غير مقروءة",
    many: "{count} رسالة غير مقروءة",
    other: "{count} رسالة غير مقروءة",
  },
  online: "متصل",
  lastSeen: "آخر ظهور",
  neverSeen: "لم يظهر بعد",
  hasConversation: "لديه محادثة",
  noConversation: "لا محادثة بعد",
  emptyTitle: "لا عملاء بعد",
  emptyText: "من يكتب إليك أو يطلب أو يحجز يظهر هنا من ذلك الحين.",
  emptySearchTitle: "لم يُعثر على عميل",
  emptySearchText: "يكفي جزء من الاسم أو البريد أو رقم الهاتف.",
  errorTitle: "تعذّر تحميل العملاء",
} as const satisfies Translation<typeof english, ArabicForm>;
