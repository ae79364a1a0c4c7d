import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // `npm run test:slow` runs what has one of these, `npm test` all the rest.
    tags: [
      { name: "slow", description: "many samples or long ones, which mutation testing leaves out, too" },
      { name: "thorough", description: "a file (`@module-tag`) that takes long as a whole" },
    ],
    globalSetup: "tests/e2e/shared-cache.ts",
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Both cores of a small machine; the default leaves one idle.
    maxWorkers: "100%",
    // Tests read only what the repository holds; colour would change what they compare.
    env: { NO_COLOR: "1", FORCE_COLOR: "0" },
  },
});
