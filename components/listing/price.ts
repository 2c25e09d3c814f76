// Between the price that somebody types and the integer of minor units that is kept.

/** How many digits a currency has behind the point: 2 for the euro, 0 for the yen. */
export function minorDigits(currency: string): number {
  try {
    const formatter = new Intl.NumberFormat("en", { style: "currency", currency });
    return formatter.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** As it stands in the field: `189.5` is no price, `189.50` and `189` are. */
export function priceText(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  const unit = 10 ** digits;
  return minor % unit === 0 ? String(minor / unit) : (minor / unit).toFixed(digits);
}

const easternDigits = /[\u0660-\u0669\u06f0-\u06f9]/g;

/**
 * Null for what is no price. Digits of other scripts, and both ways to write the point and the thousands, are
 * understood: a last mark with no more digits behind it than the currency has is the point.
 */
export function parsePrice(text: string, currency: string): number | null {
  const digits = minorDigits(currency);
  const plain = text
    .replace(easternDigits, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replaceAll("\u066b", ".")
    .replaceAll("\u066c", ",")
    .replace(/[\s\u00a0\u202f'\u2019]/g, "");
  const fraction = digits === 0 ? "" : (new RegExp(`[.,](\\d{1,${digits}})$`).exec(plain)?.[1] ?? "");
  const whole = fraction ? plain.slice(0, -fraction.length - 1) : plain;
  if (!/^(?:\d+|\d{1,3}(?:[.,]\d{3})+)$/.test(whole)) return null;
  const minor = Number(whole.replace(/[.,]/g, "")) * 10 ** digits + Number(fraction.padEnd(digits, "0"));
  return Number.isSafeInteger(minor) ? minor : null;
}
