/** What mutation testing changes: the folders of the formulas, and the estimators. */
export const formulas = ["src/math", "src/statistics", "src/exact"];
export const estimators = ["src/estimators"];
/** What is drawn from where it is changed too rarely for all: the rest of what decides a verdict or a gate. */
export const sampledFolders = [
  "src/observer",
  "src/spectrum",
  "src/input",
  "src/features/check",
  "src/features/lens",
  "src/features/forecast",
];
