// Gives each page its security policy, with a nonce that Next puts on the scripts it writes.
import { type NextRequest, NextResponse } from "next/server";
import { pagePolicy } from "@/lib/server/page-policy";
import { use } from "@/lib/server/slot";

export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const isDev = process.env.NODE_ENV === "development";
  const { imageHosts } = use("config");
  const policy = pagePolicy({ nonce, host: request.headers.get("host") ?? "", imageHosts, isDev });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  // For pages that send people to sign in and want them back.
  headers.set("x-parley-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/**
 * Pages; not the API, which answers no page but its own documentation, nor files. Nothing that is left out here may
 * answer a page: lib/server/doorway.ts sees to that, and a test compares the two.
 */
export const config = {
  matcher: [
    "/((?!api/|_next/|socket\\.io/|metrics$|demo/|icons/|sw\\.js$|icon\\.svg$|favicon\\.ico$|apple-icon\\.png$|manifest\\.webmanifest$).*)",
    "/api/docs",
  ],
};
