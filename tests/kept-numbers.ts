import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";

/**
 * Compares what is measured with what was measured before: baselines and published numbers hold that, so none of it may change
 * unnoticed. Who changes it on purpose writes it anew with `MESOSCOPE_KEEP=1 npx vitest run FILE` and says why.
 *
 * @param file of JSON: what was measured, by name
 */
export function keptNumbers(file: URL): (name: string, measured: unknown) => void {
  const kept: Record<string, unknown> = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  return (name, measured) => {
    if (process.env["MESOSCOPE_KEEP"] === "1") {
      kept[name] = rounded(measured);
      const lines = Object.entries(kept).map((one) => one.map((part) => JSON.stringify(part)).join(": "));
      writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
    } else expect(JSON.parse(JSON.stringify(measured))).toEqual(nearly(kept[name]));
  };
}

const digits = 7;

function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, one) => (typeof one === "number" ? Number(one.toPrecision(digits)) : one)),
  );
}

/** Other machines may compute the last digits otherwise. */
function nearly(value: unknown): unknown {
  if (typeof value === "number") {
    const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
    return expect.closeTo(value, digits - 2 - magnitude);
  }
  if (Array.isArray(value)) return value.map(nearly);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, nearly(inner)]));
}
