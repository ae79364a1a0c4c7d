import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { findSpans } from "../../../../src/features/lens/find-spans.ts";

const random = Random.fromSeed(1);
/** Letters, each so far from the one before or one farther. */
const walked = (first: string, step: number, length: number) => {
  let at = 0;
  return Uint8Array.from({ length }, () => {
    at += step + random.below(2);
    return first.charCodeAt(0) + (at % 8);
  });
};
type Part = readonly [bytes: Uint8Array, bits: number];
/** What is found in parts one after the other, each of bytes that cost about as much. */
function spansOf(parts: readonly Part[], copies: Parameters<typeof findSpans>[3] = []) {
  const bytes = Buffer.concat(parts.map(([some]) => some));
  const costs = parts.flatMap(([some, bits]) => Array.from(some, () => bits * (0.75 + random.uniform() / 2)));
  const bits = Float32Array.from(costs);
  const spans = findSpans(bytes, bits, bits, copies, null);
  let at = 0;
  for (const { start, end, bits: paid, priced } of spans) {
    expect([start, end > start, priced]).toEqual([at, true, end - start]);
    expect(paid).toBeCloseTo(
      bits.subarray(start, end).reduce((sum, one) => sum + one, 0),
      3,
    );
    at = end;
  }
  expect(at).toBe(bytes.length);
  return spans.map(({ kind, start, end, source }) => ({ kind, start, end, source }));
}
const rest = (length: number): Part => [walked("a", 1, length), 1];
const other = (length: number): Part => [walked("A", 4, length), 2.5];
const order = (length: number): Part => [new Uint8Array(length).fill(46), 0.01];
const noise = (length: number): Part => [Uint8Array.from({ length }, () => random.below(256)), 8];

describe("spans of costs", () => {
  // biome-ignore format: a text a line
  const texts: readonly (readonly [what: string, parts: readonly Part[], kinds: readonly string[]])[] = [
    ["the rest alone", [rest(4000)], ["like the rest"]],
    ["another kind within", [rest(3000), other(600), rest(3000)], ["like the rest", "unlike the rest", "like the rest"]],
    ["another kind first", [other(600), rest(4000)], ["unlike the rest", "like the rest"]],
    ["another kind last", [rest(4000), other(600)], ["like the rest", "unlike the rest"]],
    ["order and noise", [rest(3000), order(500), rest(1000), noise(500), rest(1000)], ["like the rest", "order", "like the rest", "noise", "like the rest"]],
    ["noise beside another kind", [rest(3000), noise(600), other(600), rest(2000)], ["like the rest", "noise", "unlike the rest", "like the rest"]],
    ["nothing", [], []],
  ];
  it.each(texts)("%s", (_, parts, kinds) => {
    const found = spansOf(parts);
    expect(found.map(({ kind }) => kind)).toEqual(kinds);
    let end = 0;
    for (const [i, [bytes]] of parts.entries()) {
      end += bytes.length;
      expect(Math.abs(found[i]!.end - end)).toBeLessThan(16);
    }
  });

  it("are copies where they save enough beside their place and their faults", () => {
    const text = rest(4000);
    const price = 3 * Math.log2(4000) + 256;
    for (const changed of [0, 2])
      for (let length = 250; length <= 350; length += 20) {
        const copy = { start: 2000, end: 2000 + length, source: 500, changed };
        const spans = spansOf([text], [copy]);
        // A byte costs a bit, give or take what was drawn.
        const saved = length - changed - changed * 16;
        if (Math.abs(saved - price) < 4) continue;
        expect(spans.map(({ kind }) => kind)).toEqual(
          saved > price ? ["like the rest", "copy", "like the rest"] : ["like the rest"],
        );
        if (saved > price)
          expect(spans[1]).toEqual({ kind: "copy", start: 2000, end: copy.end, source: 500 });
      }
  });

  it("are no copies of what copies itself more than twice over", () => {
    for (const [behind, kinds] of [
      [300, 3],
      [299, 1],
    ] as const) {
      const copy = { start: 2000, end: 2600, source: 2000 - behind, changed: 0 };
      expect(spansOf([rest(4000)], [copy])).toHaveLength(kinds);
    }
  });

  it("are copies each of their own, where they touch and where they are first or last", () => {
    const copy = (start: number, end: number, source: number) => ({ start, end, source, changed: 0 });
    const copies = [copy(2000, 2600, 100), copy(2600, 3200, 900), copy(3600, 4000, 20)];
    const span = (kind: string, start: number, end: number, source: number | null = null) => ({
      kind,
      start,
      end,
      source,
    });
    expect(spansOf([rest(4000)], copies)).toEqual([
      span("like the rest", 0, 2000),
      span("copy", 2000, 2600, 100),
      span("copy", 2600, 3200, 900),
      span("like the rest", 3200, 3600),
      span("copy", 3600, 4000, 20),
    ]);
  });

  it("are of another kind where the most expensive part of what costs more is, of 256 bytes at least", () => {
    // The greater part follows the law of the rest, though each of its bytes costs more.
    const dear: Part = [walked("a", 1, 1800), 1.75];
    for (const [length, found] of [
      [600, true],
      [300, true],
      [230, false],
    ] as const)
      for (const isFirst of [true, false]) {
        const unlike: Part = [walked("e", 5, length), 4.25];
        const spans = spansOf([rest(8000), ...(isFirst ? [unlike, dear] : [dear, unlike]), rest(8000)]);
        const others = spans.filter(({ kind }) => kind !== "like the rest");
        expect([length, others.map(({ kind }) => kind)]).toEqual([length, found ? ["unlike the rest"] : []]);
        const start = isFirst ? 8000 : 9800;
        if (!found) continue;
        expect(Math.abs(others[0]!.start - start)).toBeLessThan(32);
        expect(Math.abs(others[0]!.end - start - length)).toBeLessThan(32);
      }
  });

  it("count what is known alone", () => {
    const bytes = walked("a", 1, 3000);
    const bits = Float32Array.from(bytes, (_, i) => (i % 3 === 0 ? Number.NaN : 2));
    expect(findSpans(bytes, bits, bits, [], null)).toEqual([
      { kind: "like the rest", start: 0, end: 3000, bits: 4000, priced: 2000, p: null, source: null },
    ]);
  });
});
