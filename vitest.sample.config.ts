import { mergeConfig } from "vitest/config";
import judged from "./vitest.mutation.config.ts";

/** Tests of the whole command, too: they run its sources, which are changed, and not what was built of them. */
export default mergeConfig(judged, {
  test: {
    setupFiles: ["tests/e2e/back-to-folder.ts"],
    globalSetup: "tests/e2e/shared-folder.ts",
    env: { MESOSCOPE_TEST_SOURCES: "1" },
    maxWorkers: 1,
  },
});
