import { defineConfig } from "vitest/config";

/** Tests that run in the process that is mutated; those of the command line start the built program. */
export default defineConfig({
  test: {
    include: ["tests/{unit/statistics,unit/estimators,property,vectors,contract}/**/*.test.ts"],
    // Code that counts what is reached takes its time.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    env: { NO_COLOR: "1", FORCE_COLOR: "0" },
  },
});
