// Which addresses are files, pages, or neither: the server and the proxy must agree.
import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { limits } from "../../lib/contract/limits";
import { kindOf } from "../../lib/server/admit-request";
import { publicFolders } from "../../lib/server/public-files";
import { hasOneHost, readTarget } from "../../lib/server/request-target";
import { config } from "../../proxy";

const [pages = ""] = config.matcher;
const givesPolicy = (path: string) => new RegExp(`^${pages}$`).test(path);

describe("an address", () => {
  const folders = publicFolders();
  const some = [
    "/",
    "/sign-in",
    "/nowhere",
    "/socket.io",
    "/socket.ioX",
    "/demo",
    "/demonstration",
    "/sw.js",
    "/sw.js/x",
    "/icon.svg",
    "/icon.svgX",
    "/favicon.ico",
    "/apple-icon.png",
    "/manifest.webmanifest",
    "/robots.txt",
    "/_next/static/x.js",
    "/_next/image",
    "/_nextX",
    ...folders.flatMap((folder) => [`/${folder}/none`, `/${folder}/`, `/${folder}`]),
    "/demo/sofa.svg",
  ];

  it.each(some)("%s gets its policy from the proxy exactly when it may be a page", (path) => {
    expect(givesPolicy(path)).toBe(kindOf(path) === "page");
  });

  it("is a file only where the file exists", () => {
    expect(folders).toEqual(expect.arrayContaining(["demo", "icons"]));
    expect(kindOf("/demo/sofa.svg")).toBe("file");
    expect(kindOf("/demo/none.svg")).toBe("missing");
    expect(kindOf("/_next/image")).toBe("missing");
  });
});

describe("the target of a request", () => {
  const read = (url: string, method = "GET") => readTarget({ url, method } as IncomingMessage);

  it("has a bounded query", () => {
    const pairs = (count: number) => `/?${Array.from({ length: count }, (_, at) => `k${at}`).join("&")}`;
    expect(read(pairs(limits.queryPairs))).toEqual({ path: "/" });
    expect(read(pairs(limits.queryPairs + 1))).toBeNull();
    expect(read(`/?${"a".repeat(limits.queryChars - 1)}`)).toEqual({ path: "/" });
    expect(read(`/?${"a".repeat(limits.queryChars)}`)).toBeNull();
  });

  it.each([
    "/",
    "/sign-in",
    "/?q=%2e%2e//x",
    "/api/messages/1/reactions/%F0%9F%91%8D",
    "/api/x/%23",
    "/a-b_c.d~e",
    "/%7Ehome",
  ])("%s is accepted unchanged", (url) => {
    expect(read(url)).toEqual({ path: url.split("?")[0] });
  });

  it.each([
    "",
    "*",
    "x",
    "http://x/",
    "/\\x",
    "/a#b",
    "/a/../b",
    "/a/..",
    "/./a",
    "/%2e/",
    "/%2E%2E/a",
    "/a%2fb",
    "/a%5Cb",
    "/%61",
    "/%5f",
    "/%39",
    "/a%00",
    "/a%0d%0a",
    "/a%7f",
    "/é",
    "/a b",
    "/%",
    "/%zz",
    "/%ff",
  ])("%j is refused", (url) => {
    expect(read(url)).toBeNull();
  });

  it("with doubled slashes redirects to another path of this host, for reads only", () => {
    expect(read("//evil.example//a?b=//c")).toEqual({ redirect: "/evil.example/a?b=//c" });
    expect(read("///")).toEqual({ redirect: "/" });
    expect(read("//a", "POST")).toBeNull();
  });

  it("must have exactly one Host header", () => {
    const sent = (...rawHeaders: string[]) => hasOneHost({ rawHeaders } as IncomingMessage);
    expect(sent("Host", "a", "Accept", "Host")).toBe(true);
    expect(sent("Host", "a", "host", "b")).toBe(false);
  });
});
