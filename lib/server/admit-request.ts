// Answers some requests before the framework does, because the framework would use its own error pages, or would offer
// features that Parley does not use: server actions, its image optimizer, the whole page in place of a missing file.
import type { IncomingMessage, ServerResponse } from "node:http";
import { findAddress, type Match } from "./addresses";
import { isApiPath, originHeaders, problemOfCaller } from "./api-door";
import type { HttpCall } from "./http-call";
import { callOf } from "./node-call";
import type { Visit } from "./page-limits";
import { answerPlainPage } from "./plain-page";
import { isPublicFile, publicFolders } from "./public-files";
import { refuse } from "./refuse";

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

/** The next handler of an admitted request. */
export type AdmittedRequest = {
  /** Set for the API, and null for the framework. */
  call: { http: HttpCall; match: Match | null } | null;
  /** The rate that counts the request; null where a command has its own rate, and for files. */
  visit: Visit | null;
};

/** Null when the request has been answered here. */
export function admitRequest(request: IncomingMessage, response: ServerResponse): AdmittedRequest | null {
  const path = pathOf(request);
  if (!isProduction && frameworksOwn.test(path)) return { call: null, visit: null };
  const { headers, method = "" } = request;
  if (isProduction) for (const name in headers) if (internalHeader.test(name)) delete headers[name];
  const match = findAddress(path);
  if (match || isApiPath(path)) return passToApi(callOf(request), match, response);
  const kind = kindOf(path);
  if (kind === "file") for (const name of unmet) delete headers[name];
  if (kind !== "missing" && reading.has(method))
    return { call: null, visit: kind === "page" ? "page" : null };
  const Allow = [...readable].join(", ");
  if (kind === "missing") answerPlainPage(request, response, "notFound");
  else if (method === "OPTIONS") response.writeHead(204, { Allow }).end();
  else answerPlainPage(request, response, "wrongMethod", { Allow });
  return null;
}

/** The framework answers some addresses below /api as well, once the API has nothing against the caller. */
function passToApi(http: HttpCall, match: Match | null, response: ServerResponse): AdmittedRequest | null {
  const endpoint = match?.endpoints.get(http.method);
  const operation = endpoint && "operation" in endpoint ? endpoint.operation : null;
  const visit = operation?.visit ?? null;
  if (endpoint === undefined || operation?.answer !== "framework") return { call: { http, match }, visit };
  const headers = Object.entries(originHeaders(http));
  for (const [name, value] of headers) response.setHeader(name, value);
  const problem = problemOfCaller(http, endpoint);
  if (problem === null) return { call: null, visit };
  refuse(response, problem);
  return null;
}

/** No page is below a folder of files, so an address there is a file, or it is missing. */
export function kindOf(path: string): "file" | "missing" | "page" {
  if (frameworksOwn.test(path)) return path.startsWith(builtFiles) ? "file" : "missing";
  if (isPublicFile(path) || madeFiles.has(path)) return "file";
  return publicFolders().some((folder) => path.startsWith(`/${folder}/`)) ? "missing" : "page";
}
