import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const judges = process.env["MUTATION_TESTS"]?.split(",");

/** The tests in the order they were named, the most particular first: a change is known by the first that fails. */
class AsNamed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) =>
      judges?.findIndex((path) => moduleId.endsWith(path)) ?? 0;
    return [...files].sort((a, b) => place(a) - place(b));
  }
}

/** Tests that run in the process that is mutated; scripts/mutation.mjs names those that a file is judged by. */
export default defineConfig({
  test: {
    include: judges ?? ["tests/{unit,property,vectors,contract}/**/*.test.ts"],
    setupFiles: ["tests/typed-arrays.ts"],
    tags: [{ name: "slow", skip: true }, { name: "thorough" }],
    sequence: { sequencer: AsNamed },
    // One thread for all files of a run; the next mutant has its own.
    isolate: false,
    // Code that counts what is reached takes its time.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    env: { NO_COLOR: "1", FORCE_COLOR: "0" },
  },
});
