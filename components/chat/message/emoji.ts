// Messages that are nothing but a few emoji are shown large.

const maxEmoji = 6;

/** Built at run time, because compilers would rewrite the v flag for older browsers into tables of many kilobytes. */
const pattern = "^(?:(?:\\p{RGI_Emoji}|\\p{Emoji_Presentation}|\\p{Extended_Pictographic}\\uFE0F)\\s*)";
const onlyEmoji = build(`${pattern}{1,${maxEmoji}}$`);

export function isEmojiOnly(text: string): boolean {
  // No emoji is longer than a family of four with skin tones; beyond that there is no need to look.
  return text.length <= maxEmoji * 32 && (onlyEmoji?.test(text.trim()) ?? false);
}

/** Browsers that do not know the flag show emoji at the size of text. */
function build(source: string): RegExp | null {
  try {
    return new RegExp(source, "v");
  } catch {
    return null;
  }
}

/** Offered first when reacting. */
export const quickReactions = ["👍", "❤️", "😂", "😮", "😢", "🙏", "🎉", "👀"] as const;

/** Offered when the first ones do not fit, and in the composer. */
export const moreEmoji = [
  ["😀", "😄", "😁", "😅", "😊", "🙂", "😉", "😍"],
  ["😘", "😎", "🤩", "🤔", "🤨", "😐", "🙄", "😬"],
  ["😴", "😔", "😕", "😡", "😭", "😱", "🤝", "👋"],
  ["👌", "✌️", "🤞", "👏", "🙌", "💪", "👎", "✋"],
  ["✅", "❌", "⚠️", "❓", "❗", "💯", "🔥", "⭐"],
  ["🚗", "🔧", "🔑", "🏠", "📦", "🚚", "📍", "📞"],
  ["📅", "⏰", "💰", "💶", "💳", "🧾", "📷", "📝"],
  ["☀️", "🌧️", "☕", "🎁", "💙", "💚", "🧡", "💜"],
] as const;
