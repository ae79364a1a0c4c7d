import { expect, test } from "vitest";
import { Kinds } from "../../../src/report/kinds.ts";
import type { Sample } from "../../../src/results/report.ts";

/** Samples a, b, c, ... like a title of a kind, "title/kind"; in capitals a regime, "" too short. */
function kindsOf(whats: readonly string[]): { kinds: Kinds; samples: Sample[] } {
  const samples = whats.map((what, i) => {
    const [title, kind = title] = what.split("/");
    return {
      name: `in/${String.fromCharCode(97 + i)}`,
      provenance: { kind: "file" },
      like: /[a-z]/.test(what) ? { status: "ok", title, kind } : { status: "undefined", reason: "none" },
      spectrum: {
        randomness: { status: what === "" ? "undefined" : "ok" },
        verdict: { regime: what.toLowerCase() },
        copies: null,
      },
    };
  }) as unknown as Sample[];
  const kinds = new Kinds();
  for (const sample of samples) kinds.add(sample);
  return { kinds, samples };
}

const said = (whats: readonly string[]) => kindsOf(whats).kinds.sentence(" in in", (name) => name.slice(3));

test.each<[string, readonly string[]]>([
  ["a is like French.", ["French"]],
  ["Both files in in are like C source.", ["C source", "C source"]],
  ["2 files in in: a is like C source; b is noise.", ["C source", "NOISE"]],
  ["All 3 files in in are like C source.", ["C source", "C source", "C source"]],
  ["4 files in in: 3 are like C source; c is noise.", ["C source", "C source", "NOISE", "C source"]],
  [
    "4 files in in: 2 are noise; b is like French; d is too short to place.",
    ["NOISE", "French", "NOISE", ""],
  ],
  // Alike in kind: what they have in common. One alone: all that is known.
  [
    "3 files in in: 2 are like a novel; c is like Faust (play).",
    ["Emma/a novel", "Dracula/a novel", "Faust (play)/a play"],
  ],
  [
    "8 files in in: a is like C source; b is noise; c is like French; d is order; e is a pattern; f is like Java; 2 are of other kinds.",
    ["C source", "NOISE", "French", "ORDER", "PATTERN", "Java", "UNDECIDED", "Perl"],
  ],
  [
    "9 files in in: 2 are like a; 2 are like b; e is like c; f is like d; g is like e; h is like f; 1 is of another kind.",
    ["a", "a", "b", "b", "c", "d", "e", "f", "g"],
  ],
])("%s", (sentence, whats) => {
  expect(said(whats)).toBe(sentence);
});

test("most of more than three samples are usual, and one of the rarest kind is found", () => {
  const { kinds, samples } = kindsOf(["C source", "NOISE", "C source", "C source", ""]);
  expect(samples.map((sample) => kinds.isUsual(sample))).toEqual([true, false, true, true, false]);
  expect(kinds.rarest()).toBe(1);
  // What was set aside or decoded is said of each.
  const copied = { ...samples[0]!.spectrum!, copies: {} } as unknown as Sample["spectrum"];
  expect(kinds.isUsual({ ...samples[0]!, spectrum: copied })).toBe(false);
  const few = kindsOf(["C source", "C source", "C source"]);
  expect(few.samples.some((sample) => few.kinds.isUsual(sample))).toBe(false);
  expect([few.kinds.rarest(), new Kinds().rarest()]).toEqual([0, 0]);
});
