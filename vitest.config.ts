import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // Many samples or long ones: `npm run test:slow` runs these, `npm test` and mutation testing all others.
    tags: [{ name: "slow" }],
    globalSetup: "tests/e2e/shared-cache.ts",
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Both cores of a small machine; the default leaves one idle.
    maxWorkers: "100%",
    // Tests read only what the repository holds; colour would change what they compare.
    env: { NO_COLOR: "1", FORCE_COLOR: "0" },
  },
});
