import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Tests read only what the repository holds; colour would change what they compare.
    env: { NO_COLOR: "1", FORCE_COLOR: "0" },
  },
});
