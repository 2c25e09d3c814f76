import type { admin as english } from "../en/admin";
import type { ArabicForm, Translation } from "../message";

export const admin = {
  title: "المكتب",
  intro: "ما ينتظرك، وما يمكنك فعله.",
  flagged: "محادثات عليها بلاغ",
  nothingFlagged: "لا بلاغات",
  nothingFlaggedText: "تظهر هنا المحادثات التي ينبغي أن ينظر فيها أحد.",
  direct: "من دون إعلان",
  abilities: "ما يمكنك فعله",
  inbox: "محادثاتك",
  inboxText: "التي تشارك فيها. ويمكنك أيضًا قراءة أي محادثة لديك عنوانها.",
  listings: "الإعلانات",
  listingsText: "كل المعروض. ويمكنك سؤال أي بائع عنه.",
  security: "حسابك",
  securityOn: "العامل الثاني مفعّل. غيّر كلمة مرورك، وانظر أين سجّلت الدخول.",
  securityOff: "أعدّ عاملًا ثانيًا، وغيّر كلمة مرورك، وانظر أين سجّلت الدخول.",
  notYet: "لا يمكن بعد إدارة الأشخاص والرسائل العامة والإحصاءات من هذه الصفحات.",
} as const satisfies Translation<typeof english, ArabicForm>;
