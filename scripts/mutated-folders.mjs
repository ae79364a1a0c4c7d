/** What mutation testing changes: the folders of the formulas, and the estimators. */
export const formulas = [
  "src/math",
  "src/entropy",
  "src/words",
  "src/min-entropy",
  "src/laws",
  "src/randomness",
  "src/two-samples",
  "src/machines",
  "src/causal-states",
];
export const estimators = ["src/estimators"];
