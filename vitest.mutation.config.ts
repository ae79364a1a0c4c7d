import { defineConfig } from "vitest/config";

/** Tests that run in the process that is mutated; scripts/mutation.mjs names those that a file is judged by. */
export default defineConfig({
  test: {
    include: process.env["MUTATION_TESTS"]?.split(",") ?? [
      "tests/{unit/statistics,unit/estimators,property,vectors,contract}/**/*.test.ts",
    ],
    // One thread for all files of a run; the next mutant has its own.
    isolate: false,
    // Code that counts what is reached takes its time.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    env: { NO_COLOR: "1", FORCE_COLOR: "0" },
  },
});
