// What a browser says of itself, in the two words by which its owner knows it.

export type Agent = { browser: string; system: string };

/** The order matters: most browsers name others before themselves. */
const browsers: [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Vivaldi\//, "Vivaldi"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/(?:Headless)?Chrom(?:e|ium)\/|CriOS\//, "Chrome"],
  [/Version\/\S+ (?:Mobile\/\S+ )?Safari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/iPhone|iPod/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/CrOS/, "ChromeOS"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/Linux|X11/, "Linux"],
];

const found = (table: [RegExp, string][], text: string) => table.find(([pattern]) => pattern.test(text))?.[1];

/** Null for programs and for browsers that say nothing known. */
export function describeAgent(userAgent: string | null): Agent | null {
  if (!userAgent) return null;
  const [browser, system] = [found(browsers, userAgent), found(systems, userAgent)];
  return browser && system ? { browser, system } : null;
}
