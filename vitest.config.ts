import { defineConfig } from "vitest/config";

const builder = new URL("scripts/build.mjs", import.meta.url).href;
const { inputHash } = (await import(builder)) as { inputHash: () => string };

/** Tests that change folders, variables or registries of their process, or collect its garbage: each file has one of its own. */
const ofProcess = [
  "tests/e2e/**/*.test.ts",
  "tests/campaigns/**/*.test.ts",
  "tests/property/cli.test.ts",
  "tests/unit/library/**/*.test.ts",
  "tests/unit/core/registry.test.ts",
  "tests/unit/**/linearity.test.ts",
];
const all = ["tests/**/*.test.ts"];

/**
 * @param wholes tests of the whole command
 * @param parts all others, which share their processes: to load the modules anew for each file takes longer than most of them
 * @param excluded what `parts` matches and is none
 */
export function configOf(wholes: string[], parts: string[], excluded: string[] = []) {
  return defineConfig({
    // What is tested in this process and the built command read each other's cached results: both are of these sources.
    define: { __MESOSCOPE_BUILD__: JSON.stringify(inputHash()) },
    test: {
      // `npm run test:slow` runs what has one of these, `npm test` all the rest.
      tags: [
        {
          name: "slow",
          description: "many samples or long ones, which mutation testing leaves out, too",
          timeout: 300_000,
        },
        {
          name: "thorough",
          description: "a file (`@module-tag`) that takes long as a whole",
          timeout: 300_000,
        },
      ],
      setupFiles: ["tests/typed-arrays.ts"],
      testTimeout: 60_000,
      hookTimeout: 120_000,
      // All cores of a small machine, although some tests wait for a process or a page.
      maxWorkers: "150%",
      // Tests read only what the repository holds; colour would change what they compare.
      env: { NO_COLOR: "1", FORCE_COLOR: "0" },
      projects: [
        {
          extends: true,
          test: { name: "wholes", include: wholes, globalSetup: "tests/e2e/shared-folder.ts" },
        },
        { extends: true, test: { name: "parts", include: parts, exclude: excluded, isolate: false } },
      ],
    },
  });
}

export default configOf(ofProcess, all, ofProcess);
