/** What mutation testing changes: the folders of the formulas, and the estimators. */
export const formulas = ["src/math", "src/statistics", "src/exact"];
export const estimators = ["src/context", "src/estimators"];
/** What is drawn from where it is changed too rarely for all: the rest of what decides a verdict or a gate. */
export const sampledFolders = [
  "src/observer",
  "src/spectrum",
  "src/input",
  "src/features/check",
  "src/features/lens",
  "src/features/forecast",
];
/**
 * Tests that judge what begins with one of these paths beside those of its folder: of the whole command, where what it shows, asks
 * and refuses is tested, and of numbers that many files make together.
 */
export const furtherTests = {
  "src/observer/": ["unit/observer/members/code-lengths"],
  "src/observer/members/": ["unit/observer/closing", "unit/observer/observer-members"],
  "src/observer/members/series/": ["unit/observer/members/progression-expert"],
  "src/input/": ["e2e/bad-input"],
  "src/input/containers/": ["e2e/containers"],
  "src/input/records/": ["e2e/missing-fields", "e2e/record-values"],
  "src/features/check/": ["e2e/check", "e2e/check-model"],
  "src/features/check/baseline": ["e2e/check-gates"],
  "src/features/check/init": ["e2e/init"],
  "src/features/check/proposal": ["e2e/init"],
  "src/features/check/show-proposal": ["e2e/init"],
  "src/features/check/write-baseline": ["e2e/baselines"],
  "src/features/check/schema": ["contract/schemas"],
  "src/features/check/config-schema": ["contract/schemas"],
  "src/features/lens/": ["e2e/lens"],
  "src/results/lens-schema": ["contract/schemas"],
  "src/features/forecast/": ["e2e/forecast"],
  "src/features/forecast/schema": ["contract/schemas"],
};
