import { expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { sequenceOf } from "../../../../src/core/sequence.ts";
import { drawBlocks } from "../../../../src/observer/curves/drawn-blocks.ts";
import {
  type PositionParts,
  partsOfRecord,
  partsOfText,
} from "../../../../src/observer/curves/position-parts.ts";
import { observerMembers } from "../../../../src/observer/observer-members.ts";
import { settleObserver } from "../../../../src/observer/settled-observer.ts";
import { bindRecipe } from "../../../../src/sources/recipe.ts";
import { sourceRegistry } from "../../../../src/sources/registry.ts";

const codes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const words = "the (whale) swam; a[3] = {old, grey} the (whale) sank in 12 fathoms\n".repeat(3);

async function generated(recipe: string, n: number) {
  const nowhere = { file: () => Promise.reject(), corpus: () => Promise.reject() };
  const source = await bindRecipe(recipe, nowhere);
  const symbols = new Uint8Array(n);
  source.open(Random.fromSeed(3)).fill(symbols);
  return { source, record: source.parts!, sequence: sequenceOf(symbols, source.alphabetSize) };
}

test("positions of a text are classified by the text before them, repeats first", () => {
  const text = words + words.slice(20);
  const symbols = bytesOf(text);
  const ends = [200, symbols.length];
  const { names, label } = partsOfText(codes)!;
  const expected = Array.from(text, (_, at) => {
    const start = at < 200 ? 0 : 200;
    const before = text.slice(start, at);
    const last = before.slice(-8);
    if (before.length >= 8 && before.indexOf(last) < before.length - 8) return "in a repeat";
    if (/[()[\]{}<>]$/.test(before)) return "after a bracket";
    if (/[a-z]$/.test(before)) return "inside a word";
    return /[ \n]$/.test(before) ? "start of a word" : "other";
  });
  expect(Array.from(label(symbols, ends), (part) => names[part])).toEqual(expected);
  expect(new Set(expected).size).toBe(5);
});

test("nothing that comes later moves a label: neither the symbol nor those after it", async () => {
  const { record, sequence } = await generated("recall", 400);
  const cases: [PositionParts, Uint8Array][] = [
    [partsOfText(codes)!, bytesOf(words)],
    [partsOfRecord(record, sequence.alphabetSize - 1), sequence.symbols as Uint8Array],
  ];
  const draws = Random.fromSeed(8);
  for (const [parts, symbols] of cases) {
    const ends = [90, symbols.length];
    const before = parts.label(symbols, ends);
    for (let turn = 0; turn < 40; turn++) {
      const at = draws.below(symbols.length);
      const changed = symbols.slice();
      for (let i = at; i < changed.length; i++) changed[i] = symbols[draws.below(symbols.length)]!;
      expect(parts.label(changed, ends).subarray(0, at + 1)).toEqual(before.subarray(0, at + 1));
    }
  }
});

test("what is no text has no places of one", () => {
  expect(partsOfText(undefined)).toBeUndefined();
  expect(partsOfText(Uint8Array.of(65, 67, 71, 84))).toBeUndefined();
});

const tasks = sourceRegistry.entries.filter(({ group }) => group === "tasks");

test.each(tasks.map(({ id }) => id))("%s: parts follow the record from line end to line end", async (id) => {
  const { record, sequence } = await generated(id, 3000);
  const lineEnd = sequence.alphabetSize - 1;
  const size = record.reduce((sum, { bits }) => sum + bits.length, 0);
  const labels = partsOfRecord(record, lineEnd).label(sequence.symbols, [3000]);
  const first = sequence.symbols.indexOf(lineEnd);
  const names = record.flatMap(({ name, bits }) => bits.map(() => name));
  const distinct = [...new Set(names)];
  expect(first).toBeLessThan(size);
  for (let at = 0; at < 3000; at++) {
    const place = (at - first - 1) % size;
    expect(labels[at]).toBe(at <= first ? distinct.length : distinct.indexOf(names[place]!));
    expect(sequence.symbols[at] === lineEnd).toBe((at - first) % size === 0);
  }
});

// What no observer can guess costs its exact rate: n draws of a uniform symbol have no other code length on the mean.
test.each([
  ["modular-addition(modulus=8)", ["first", "second"], ["plus", "equals", "sum", "end"]],
  ["recall(pairs=2, keys=4, values=4)", ["value"], ["mark", "end"]],
  ["reverse(alphabet=4, length=3)", ["word"], ["mark", "answer", "end"]],
])(
  "%s: random parts cost their exact bits once learned, forced ones next to nothing",
  async (recipe, random, forced) => {
    const { record, sequence } = await generated(recipe, 60_000);
    const sample = drawBlocks(sequence, Random.fromSeed(3))!;
    const observer = settleObserver(sample, observerMembers("fast"), 60_000);
    const parts = partsOfRecord(record, sequence.alphabetSize - 1);
    const labels = parts.label(sample.symbols, sample.segmentEnds);
    const [paid, places] = [parts.names.map(() => 0), parts.names.map(() => 0)];
    observer.observe(sample.symbols, sample.segmentEnds, (losses, start, end) => {
      for (let at = Math.max(start, 30_000); at < end; at++) {
        paid[labels[at]!]! += losses[at - start]!;
        places[labels[at]!]!++;
      }
    });
    const loss = (name: string) => paid[parts.names.indexOf(name)]! / places[parts.names.indexOf(name)]!;
    for (const name of random) {
      const all = record.filter((part) => part.name === name).flatMap(({ bits }) => bits);
      const exact = all.reduce((sum, one) => sum + one, 0) / all.length;
      expect(Math.abs(loss(name) / exact - 1)).toBeLessThan(0.02);
    }
    for (const name of forced) expect(loss(name)).toBeLessThan(0.02);
  },
);
