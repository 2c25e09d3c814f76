import type { errors as english } from "../en/errors";
import type { ArabicForm, Translation } from "../message";

export const errors = {
  invalid_input: "يرجى مراجعة ما أدخلته.",
  unauthenticated: "انتهت جلستك. يرجى تسجيل الدخول من جديد.",
  forbidden: "لا يُسمح لك بهذا الإجراء.",
  not_found: "هذا غير موجود، أو ليس متاحًا لك.",
  conflict: "تغيّر هذا في الأثناء. يرجى إلقاء نظرة عليه من جديد.",
  blocked: "لا تقبل هذه المحادثة رسائل جديدة.",
  gone: "انتهت صلاحية هذا.",
  too_large: "الحجم أكبر من المسموح.",
  unsupported_media: "لا يمكن إرسال ملفات من هذا النوع.",
  rate_limited: "كان ذلك سريعًا جدًا. يرجى الانتظار لحظة.",
  internal: "حدث خطأ ما. يرجى المحاولة من جديد.",
  unavailable: "Parley مشغول جدًا الآن. يرجى المحاولة بعد لحظات.",
  offline: "يحتاج هذا إلى الاتصال بالشبكة، وتعذّر الوصول إلى Parley. يرجى التحقق من اتصالك والمحاولة من جديد.",
} as const satisfies Translation<typeof english, ArabicForm>;
