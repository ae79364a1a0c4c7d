import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["lab/tests/**/*.test.ts"],
    tags: [{ name: "slow", timeout: 300_000 }],
    testTimeout: 60_000,
    env: { NO_COLOR: "1", FORCE_COLOR: "0" },
  },
});
