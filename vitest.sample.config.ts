import { mergeConfig } from "vitest/config";
import judged from "./vitest.mutation.config.ts";

/** Tests of the whole command, too, which share a folder and a cache in a run. */
export default mergeConfig(judged, {
  test: {
    setupFiles: ["tests/e2e/back-to-folder.ts"],
    globalSetup: "tests/e2e/shared-folder.ts",
    maxWorkers: 1,
  },
});
