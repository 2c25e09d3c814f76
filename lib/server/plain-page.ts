// Small pages without scripts, for what is answered before the application is asked.
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { errorTable } from "../contract/errors";

type Kind = "notFound" | "wrongMethod" | "tooFast";
type Words = Record<Kind, { title: string; text: string }> & { home: string };

const statuses: Record<Kind, number> = {
  notFound: errorTable.not_found.status,
  wrongMethod: 405,
  tooFast: errorTable.rate_limited.status,
};

const english: Words = {
  notFound: { title: "Not found", text: "There is nothing at this address." },
  wrongMethod: { title: "Not possible", text: "This address can only be read." },
  tooFast: { title: "One moment, please", text: "That was a little too fast. Please try again in a moment." },
  home: "To Parley",
};
const arabic: Words = {
  notFound: { title: "غير موجود", text: "لا يوجد شيء في هذا العنوان." },
  wrongMethod: { title: "غير ممكن", text: "هذا العنوان للقراءة فقط." },
  tooFast: { title: "لحظة من فضلك", text: "كان ذلك سريعًا بعض الشيء. يرجى المحاولة بعد قليل." },
  home: "إلى Parley",
};

const style =
  ":root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-content:center;padding:1.5rem;" +
  "box-sizing:border-box;text-align:center;font:1rem/1.6 system-ui,sans-serif}h1{font-size:1.25rem;margin:0}" +
  "p{margin:.5rem 0 1rem}a{color:inherit;padding:.75rem}";
const styleHash = createHash("sha256").update(style).digest("base64");
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

export function answerPlainPage(
  { headers, method }: IncomingMessage,
  response: ServerResponse,
  kind: Kind,
  more: Record<string, string> = {},
): true {
  const isPage = headers.accept?.includes("text/html") ?? false;
  const body = isPage ? pageOf(kind, readsArabic(headers)) : english[kind].title;
  response.writeHead(statuses[kind], {
    "Content-Type": `text/${isPage ? "html" : "plain"}; charset=utf-8`,
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    ...(isPage && { "Content-Security-Policy": policy }),
    ...more,
  });
  response.end(method === "HEAD" ? undefined : body);
  return true;
}

/** The choice that the person has made in Parley, else the browser's first language. */
function readsArabic({
  cookie = "",
  "accept-language": languages = "",
}: IncomingMessage["headers"]): boolean {
  const [, chosen] = /(?:^|;\s*)parley-locale=(\w+)/.exec(cookie) ?? [];
  return /^ar\b/i.test(chosen ?? languages.trim());
}

function pageOf(kind: Kind, isArabic: boolean): string {
  const { home, [kind]: words } = isArabic ? arabic : english;
  return [
    `<!DOCTYPE html><html lang="${isArabic ? "ar" : "en"}" dir="${isArabic ? "rtl" : "ltr"}"><head>`,
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${words.title} · Parley</title><style>${style}</style></head>`,
    `<body><main><h1>${words.title}</h1><p>${words.text}</p><a href="/">${home}</a></main></body></html>`,
  ].join("");
}
