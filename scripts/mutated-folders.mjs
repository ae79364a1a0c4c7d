/** What mutation testing changes: the folders of the formulas, and the estimators. */
export const formulas = ["src/math", "src/statistics", "src/machines", "src/causal-states"];
export const estimators = ["src/estimators"];
