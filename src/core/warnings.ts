/** Warnings are data; only `describeWarning` words them. */
export type Warning =
  | { readonly code: "undersampled"; readonly coverage: number }
  | { readonly code: "small-sample"; readonly n: number; readonly recommended: number }
  | { readonly code: "out-of-range"; readonly lower: number; readonly upper: number }
  | { readonly code: "incomplete-phrase" }
  | { readonly code: "no-interval"; readonly reason: string }
  | { readonly code: "heavy-tailed"; readonly shape: number }
  | { readonly code: "few-events"; readonly events: number }
  | {
      readonly code: "long-duplicate";
      readonly length: number;
      readonly ratio: number;
      readonly mean: number;
    }
  | { readonly code: "truncated"; readonly shown: number; readonly total: number }
  | { readonly code: "invalid-text"; readonly count: number; readonly firstOffset: number }
  | { readonly code: "compressed-container"; readonly format: string }
  | {
      readonly code: "damaged-container";
      readonly format: string;
      readonly because: "bytes" | "name";
    }
  | {
      readonly code: "unpacked";
      readonly container: string | null;
      readonly records: { readonly format: string; readonly documents: number } | null;
    }
  | {
      readonly code: "bad-records";
      readonly count: number;
      readonly line: number | null;
      readonly offset: number | null;
      readonly reason: string;
    }
  | { readonly code: "changed-while-read" }
  | { readonly code: "unread-files"; readonly count: number; readonly of: number; readonly reason: string }
  | { readonly code: "files-drawn"; readonly files: number; readonly of: number };

/** One line for a person. */
export function describeWarning(warning: Warning): string {
  switch (warning.code) {
    case "undersampled":
      return `undersampled: coverage ${warning.coverage.toFixed(3)}`;
    case "small-sample":
      return `small sample: ${warning.n} symbols, ${warning.recommended} recommended`;
    case "out-of-range":
      return `outside the range of true values, ${rounded(warning.lower)} to ${rounded(warning.upper)}`;
    case "incomplete-phrase":
      return "the last phrase is incomplete";
    case "no-interval":
      return `no interval: ${warning.reason}`;
    case "few-events":
      return `no interval: the information between neighbours comes from ${warning.events.toFixed(1)} of 160 segments of the sample, too few to estimate how often such segments occur`;
    case "heavy-tailed":
      return `no interval: waiting times between equal symbols are heavy-tailed (generalised Pareto shape ${warning.shape.toFixed(2)}, 0 where memory is short)`;
    case "long-duplicate":
      return `a repeat of ${warning.length} symbols: by the mean of L/log ${warning.ratio.toPrecision(3)}, of log/L ${warning.mean.toPrecision(3)}`;
    case "truncated":
      return `shows ${warning.shown} of ${warning.total}`;
    case "invalid-text":
      return warning.count === 1
        ? `an invalid byte sequence at offset ${warning.firstOffset}`
        : `${warning.count} invalid byte sequences, the first at offset ${warning.firstOffset}`;
    case "compressed-container":
      return `looks compressed (${warning.format}): measuring the container, not the content`;
    case "damaged-container": {
      const { format, because } = warning;
      const how = because === "name" ? "is named like" : "begins, except for one bit, like";
      const not = because === "name" ? ", but does not begin like it" : "";
      return `${how} ${format}${not}: measuring its bytes as they are`;
    }
    case "unpacked": {
      const { container, records } = warning;
      const from = container === null ? [] : [`unpacked from ${container}`];
      const as =
        records === null
          ? []
          : [`${records.documents} document${records.documents === 1 ? "" : "s"} of ${records.format}`];
      return [...from, ...as].join(", ");
    }
    case "bad-records": {
      const { count, line, offset, reason } = warning;
      const place = [
        ...(line === null ? [] : [`line ${line}`]),
        ...(offset === null ? [] : [`byte ${offset}`]),
      ].join(", ");
      const first = count === 1 ? "" : ", the first";
      return `${count} bad record${count === 1 ? "" : "s"}${first}${place === "" ? "" : ` at ${place}`}: ${reason}`;
    }
    case "changed-while-read":
      return "changed while it was read";
    case "unread-files":
      return `${warning.count} of ${warning.of} files could not be read, the first ${warning.reason}`;
    case "files-drawn":
      return `${warning.files} of ${warning.of} files, drawn at random: all files together do not fit in memory`;
  }
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(4)));
}
