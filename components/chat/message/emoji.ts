// Messages that are nothing but a few emoji are shown large.

const maxEmoji = 6;

/** What may stand behind a picture: how it is to look, and of which colour its skin is. */
const looks = "[\\uFE0F\\p{EMod}]*";
const picture = `(?:\\p{Emoji_Presentation}|\\p{Extended_Pictographic}(?=[\\uFE0F\\p{EMod}]))${looks}`;
const flag = "\\p{RI}{2}";
const regionOfFlag = "[\\u{E0020}-\\u{E007F}]*";
const joined = `\\u200D\\p{Extended_Pictographic}${looks}`;
const key = "[#*0-9]\\uFE0F?\\u20E3";
/**
 * By the rules of which emoji are made: the browser's own list of all of them, `RGI_Emoji`, takes a slow telephone a
 * tenth of a second to look at a first message.
 */
const emoji = `(?:${flag}|${key}|${picture}${regionOfFlag}(?:${joined})*)`;
const onlyEmoji = new RegExp(`^(?:${emoji}\\s*){1,${maxEmoji}}$`, "u");

export function isEmojiOnly(text: string): boolean {
  // No emoji is longer than a family of four with skin tones; beyond that there is no need to look.
  return text.length <= maxEmoji * 32 && onlyEmoji.test(text.trim());
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
