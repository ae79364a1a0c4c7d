// What forecasts are graded with.

export const quantile = (values, share) =>
  values.toSorted((a, b) => a - b)[
    Math.min(values.length, Math.max(1, Math.ceil(share * values.length))) - 1
  ];
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
/** Spearman's rank correlation; no two of these are equal. */
export function spearman(a, b) {
  const ranks = (values) => values.map((value) => values.filter((other) => other < value).length);
  const [x, y] = [ranks(a), ranks(b)];
  const n = a.length;
  const squares = x.reduce((sum, rank, i) => sum + (rank - y[i]) ** 2, 0);
  return 1 - (6 * squares) / (n * (n * n - 1));
}

export const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** A table in Markdown; all columns but the first are numbers. */
export const table = (head, rows) =>
  [head, head.map((_, i) => (i === 0 ? "---" : "--:")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
