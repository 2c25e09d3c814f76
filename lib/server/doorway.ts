// What is answered before the framework sees it, because the framework would answer in its own words, or would offer
// what Parley does not use: server actions, its image optimizer, the whole application in place of a missing file.
import type { IncomingMessage, ServerResponse } from "node:http";
import { answerApi, answerOptions } from "./api-door";
import { answerPlainPage } from "./plain-page";
import { isPublicFile, publicFolders } from "./public-files";

const isProduction = process.env.NODE_ENV === "production";
const reading: ReadonlySet<string> = new Set(["GET", "HEAD"]);
const readable: ReadonlySet<string> = new Set([...reading, "OPTIONS"]);

/** Headers by which parts of the framework, or a platform that hosts it, talk to each other. */
const internalHeader =
  /^(?:x-middleware-|x-nextjs-|x-next-|x-invoke-|x-prerender-|x-now-|x-matched-path$|next-action$|next-resume$)/;
const builtFiles = "/_next/static/";
/** Conditions that a file may fail, which the framework answers as an error of the server. A server may ignore them. */
const unmet = ["range", "if-range", "if-match", "if-unmodified-since"] as const;
/** In development the framework serves more below these: hot reload, source maps, its error overlay. */
const frameworksOwn = /^\/_(?:next\/|_nextjs_)/;
/** Files that the framework makes from `app`. */
const madeFiles: ReadonlySet<string> = new Set(["/icon.svg", "/apple-icon.png", "/manifest.webmanifest"]);

export const pathOf = ({ url = "" }: IncomingMessage): string => url.split("?", 1)[0] ?? "";

/** Whether the request has been answered here. */
export function answerAtTheDoor(request: IncomingMessage, response: ServerResponse): boolean {
  const path = pathOf(request);
  if (!isProduction && frameworksOwn.test(path)) return false;
  const { headers, method = "" } = request;
  if (isProduction) for (const name in headers) if (internalHeader.test(name)) delete headers[name];
  const answered = answerApi(request, response, path);
  if (answered !== null) return answered;
  const kind = kindOf(path);
  if (kind === "file") for (const name of unmet) delete headers[name];
  if (kind === "missing") return answerPlainPage(request, response, "notFound");
  if (reading.has(method)) return false;
  if (method === "OPTIONS") return answerOptions(response, readable);
  return answerPlainPage(request, response, "wrongMethod", { Allow: [...readable].join(", ") });
}

/** No page is below a folder of files, so an address there is a file, or it is missing. */
export function kindOf(path: string): "file" | "missing" | "page" {
  if (frameworksOwn.test(path)) return path.startsWith(builtFiles) ? "file" : "missing";
  if (isPublicFile(path) || madeFiles.has(path)) return "file";
  return publicFolders().some((folder) => path.startsWith(`/${folder}/`)) ? "missing" : "page";
}
