import { defineConfig } from "vitest/config";

const integration = {
  globalSetup: ["tests/helpers/global-setup.ts"],
  testTimeout: 30_000,
  hookTimeout: 60_000,
  pool: "forks" as const,
};

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["tests/unit/**/*.test.{ts,tsx}"], testTimeout: 30_000 },
      },
      {
        extends: true,
        test: { name: "integration", include: ["tests/integration/**/*.test.ts"], ...integration },
      },
      {
        extends: true,
        test: { name: "fault", include: ["tests/fault/**/*.test.ts"], ...integration, testTimeout: 120_000 },
      },
    ],
  },
});
