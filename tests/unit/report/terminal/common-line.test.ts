import { expect, test } from "vitest";
import { layoutFor } from "../../../../src/report/kit/layout.ts";
import type { View } from "../../../../src/report/kit/renderer.ts";
import { commonLine, type ShownSamples } from "../../../../src/report/terminal/terminal-verdicts.ts";
import type { Sample } from "../../../../src/results/report.ts";

const layout = layoutFor({ width: 80, ascii: false, color: false } as unknown as View);

/** Samples a, b, c, ... like what they are said to be like; in capitals a regime, "" too short. */
function samplesOf(whats: readonly string[]): ShownSamples {
  const samples = whats.map((what, i) => ({
    name: String.fromCharCode(97 + i),
    like: /[a-z]/.test(what) ? { status: "ok", title: what } : { status: "undefined", reason: "none" },
    spectrum: {
      randomness: { status: what === "" ? "undefined" : "ok" },
      verdict: { regime: what.toLowerCase() },
    },
  })) as unknown as Sample[];
  return { names: samples.map(({ name }) => name), [Symbol.iterator]: () => samples[Symbol.iterator]() };
}

test.each<[string | null, readonly string[]]>([
  [null, []],
  [null, ["C source", "C source"]],
  ["All 3 are like C source.", ["C source", "C source", "C source"]],
  ["3 of 4 are like C source; c is noise.", ["C source", "C source", "NOISE", "C source"]],
  ["2 of 4 are noise; b is like French; d is too short to place.", ["NOISE", "French", "NOISE", ""]],
  // Without a half in common there is nothing to say in one line, and neither with many others.
  [null, ["C source", "French", "NOISE"]],
  [null, ["C source", "C source", "C source", "C source", "French", "NOISE", "ORDER", "PATTERN"]],
])("%s", (said, whats) => {
  expect(commonLine(samplesOf(whats), layout)).toBe(said);
});
