/** Warnings are data; `describeWarning` is their only wording. */
export type Warning =
  | { readonly code: "undersampled"; readonly coverage: number }
  | { readonly code: "small-sample"; readonly n: number; readonly recommended: number }
  | { readonly code: "out-of-range"; readonly lower: number; readonly upper: number }
  | { readonly code: "incomplete-phrase" }
  | {
      readonly code: "long-duplicate";
      readonly length: number;
      readonly ratio: number;
      readonly mean: number;
    }
  | { readonly code: "truncated"; readonly shown: number; readonly total: number }
  | { readonly code: "invalid-text"; readonly count: number; readonly firstOffset: number }
  | { readonly code: "compressed-container"; readonly format: string }
  | { readonly code: "changed-while-read" };

/**
 * One line for a person.
 *
 * @throws never
 */
export function describeWarning(warning: Warning): string {
  switch (warning.code) {
    case "undersampled":
      return `undersampled: coverage ${warning.coverage.toFixed(3)}`;
    case "small-sample":
      return `small sample: ${warning.n} symbols, ${warning.recommended} advised`;
    case "out-of-range":
      return `outside the range [${warning.lower}, ${warning.upper}] of a true value`;
    case "incomplete-phrase":
      return "the last phrase is incomplete";
    case "long-duplicate":
      return `a repeat of ${warning.length} symbols: by the mean of L/log ${warning.ratio.toPrecision(3)}, of log/L ${warning.mean.toPrecision(3)}`;
    case "truncated":
      return `shows ${warning.shown} of ${warning.total}`;
    case "invalid-text":
      return `${warning.count} invalid byte sequences, the first at offset ${warning.firstOffset}`;
    case "compressed-container":
      return `looks compressed (${warning.format}): measuring the container, not the content`;
    case "changed-while-read":
      return "changed while it was read";
  }
}
