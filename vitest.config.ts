import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const builder = new URL("scripts/build.mjs", import.meta.url).href;
const { inputHash } = (await import(builder)) as { inputHash: () => string };

/** Files of tests, by their text. */
export function testsWhere(wanted: (text: string) => boolean): string[] {
  return readdirSync("tests", { recursive: true, encoding: "utf8" })
    .map((file) => `tests/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".test.ts") && wanted(readFileSync(file, "utf8")));
}

/** Tests of the whole command: most work in a folder of their own. */
const ofCommand = ["tests/e2e/**/*.test.ts"];

/** Tests that change variables, registries or modules of their process, or collect its garbage: each file has one of its own. */
const ofProcess = [
  ...testsWhere((text) => /^vi\.mock\(|"--expose-gc"/m.test(text)),
  "tests/campaigns/**/*.test.ts",
  "tests/property/cli.test.ts",
  "tests/unit/library/{define,kernel-memories}.test.ts",
  "tests/unit/core/registry.test.ts",
  "tests/unit/**/linearity.test.ts",
];

/**
 * @param left files that are not even loaded
 * @param workers each loads the sources anew: more than processors pay only where tests wait for processes or pages
 */
export function configOf(left: string[] = [], workers = availableParallelism()) {
  return defineConfig({
    // What is tested in this process and the built command read each other's cached results: both are of these sources.
    define: { __MESOSCOPE_BUILD__: JSON.stringify(inputHash()) },
    test: {
      // `npm run test:slow` runs what has one of these, `npm test` all the rest.
      tags: [
        {
          name: "slow",
          description: "many samples or long ones, which mutation testing leaves out, too",
          timeout: 900_000,
        },
        {
          name: "thorough",
          description: "a file (`@module-tag`) that takes long as a whole",
          timeout: 900_000,
        },
      ],
      setupFiles: ["tests/typed-arrays.ts"],
      // For what hangs: on a busy machine all takes ten or fifty times as long.
      testTimeout: 300_000,
      hookTimeout: 600_000,
      expect: { poll: { timeout: 30_000 } },
      // It imports JSON as older bundlers do.
      server: { deps: { inline: ["@actions/workflow-parser"] } },
      // What is said in percent is at most one for each processor.
      maxWorkers: workers,
      // Tests read only what the repository holds; colour would change what they compare.
      env: { NO_COLOR: "1", FORCE_COLOR: "0" },
      projects: [
        {
          extends: true,
          test: {
            name: "commands",
            include: ofCommand,
            exclude: left,
            isolate: false,
            globalSetup: "tests/e2e/shared-folder.ts",
            setupFiles: ["tests/e2e/back-to-folder.ts"],
          },
        },
        {
          extends: true,
          test: {
            name: "alone",
            include: ofProcess,
            exclude: left,
            globalSetup: "tests/e2e/shared-folder.ts",
          },
        },
        // To load the modules anew for each file takes longer than most of them.
        {
          extends: true,
          test: {
            name: "parts",
            include: ["tests/**/*.test.ts"],
            exclude: [...ofCommand, ...ofProcess, ...left],
            isolate: false,
          },
        },
      ],
    },
  });
}

export default configOf();
