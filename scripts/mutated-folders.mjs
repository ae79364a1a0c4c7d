/** What mutation testing changes: the folders of the formulas, and the estimators. */
export const formulas = ["src/math", "src/statistics", "src/exact"];
export const estimators = ["src/estimators"];
