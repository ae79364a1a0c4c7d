import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { copyReach, planHoldOut } from "../../../src/learners/hold-out.ts";
import { type CurveBlock, planCurveBlocks } from "../../../src/observer/curves/block-plan.ts";

/** A document repeats names of its own among words that all have. */
function documentOf(random: Random, words: readonly string[], length: number): string {
  const name = () => Array.from({ length: 9 }, () => String.fromCharCode(97 + random.below(26))).join("");
  const own = Array.from({ length: 12 }, name);
  let text = "";
  while (text.length < length) {
    const list = random.below(3) === 0 ? own : words;
    text += `${list[random.below(list.length)]!} `;
  }
  return text.slice(0, length);
}

function documentsOf(seed: number, count: number, length: number): Uint8Array[] {
  const random = Random.fromSeed(seed);
  const words = Array.from({ length: 200 }, (_, i) => `word${(i * 7919) % 1000}`);
  return Array.from({ length: count }, () =>
    new TextEncoder().encode(documentOf(random, words, length / 2 + random.below(length))),
  );
}

function joined(documents: readonly Uint8Array[]): { symbols: Uint8Array; ends: number[] } {
  let at = 0;
  const ends = documents.map(({ length }) => (at += length));
  return { symbols: new Uint8Array(Buffer.concat(documents)), ends };
}

/** Bits a symbol of a plain 5-gram model with backing off, frozen. */
function ngramLoss(learn: readonly Uint8Array[], ask: readonly Uint8Array[]): number {
  /** By a context and a symbol, or a context alone, as numbers of up to 49 bits. */
  const counts = new Map<number, number>();
  const before = (block: Uint8Array, at: number, order: number) => {
    let key = 1;
    for (let i = at - order; i < at; i++) key = 257 * key + block[i]!;
    return 257 * key;
  };
  const add = (key: number) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const block of learn)
    for (let at = 0; at < block.length; at++)
      for (let order = 0; order <= Math.min(5, at); order++) {
        const key = before(block, at, order);
        add(key + 256);
        add(key + block[at]!);
      }
  let [bits, symbols] = [0, 0];
  for (const block of ask)
    for (let at = 0; at < block.length; at++, symbols++) {
      let p = 1 / 256;
      for (let order = 0; order <= Math.min(5, at); order++) {
        const key = before(block, at, order);
        const all = counts.get(key + 256);
        if (all === undefined) break;
        p = ((counts.get(key + block[at]!) ?? 0) + 2 * p) / (all + 2);
      }
      bits -= Math.log2(p);
    }
  return bits / symbols;
}

const cut = (symbols: Uint8Array, blocks: readonly CurveBlock[]) =>
  blocks.map(({ start, end }) => symbols.subarray(start, end));
const sizeOf = (blocks: readonly Uint8Array[]) => blocks.reduce((sum, { length }) => sum + length, 0);

function upTo(blocks: readonly Uint8Array[], most: number): Uint8Array[] {
  let left = most;
  return blocks.flatMap((block) => {
    const some = block.subarray(0, Math.max(0, left));
    left -= block.length;
    return some.length > 0 ? [some] : [];
  });
}

describe("held-out text", () => {
  test("costs what unseen documents cost, whether the documents are known or not", () => {
    const learned = 50_000;
    const [whole, parted, blocks, unseen] = [0, 0, 0, 0].map(() => [] as number[]);
    for (let seed = 1; seed <= 2; seed++) {
      const documents = documentsOf(seed, 160, 750);
      const { symbols, ends } = joined(documents);
      const price = (learn: Uint8Array[], ask: Uint8Array[]) => ngramLoss(upTo(learn, learned), ask);
      const random = () => Random.fromSeed(seed);
      const byDocument = planHoldOut(symbols, ends, [...documents.keys()], random())!;
      expect(byDocument.kind).toBe("documents");
      whole!.push(price(cut(symbols, byDocument.training), cut(symbols, byDocument.heldOut)));
      const asOne = planHoldOut(symbols, [symbols.length], [0], random())!;
      expect(asOne.kind).toBe("stretches");
      expect(sizeOf(cut(symbols, asOne.training))).toBeGreaterThan(learned);
      parted!.push(price(cut(symbols, asOne.training), cut(symbols, asOne.heldOut)));
      const drawn = planCurveBlocks([symbols.length], random())!;
      blocks!.push(price(cut(symbols, drawn.training), cut(symbols, drawn.heldOut)));
      unseen!.push(price(documents.slice(60), documents.slice(0, 60)));
    }
    const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
    expect(Math.abs(mean(whole!) / mean(unseen!) - 1)).toBeLessThan(0.03);
    expect(Math.abs(mean(parted!) / mean(unseen!) - 1)).toBeLessThan(0.03);
    // What the plan is for: blocks drawn from everywhere know the names.
    expect(mean(blocks!) / mean(unseen!)).toBeLessThan(0.93);
  });

  test("is never learned, nor is what lies within the gap; blocks cross no segment end", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = Random.fromSeed(seed);
      const { symbols } = joined(documentsOf(seed, 1 + random.below(30), 200 + random.below(3000)));
      const n = symbols.length;
      const ends = [
        ...new Set([...Array.from({ length: random.below(9) }, () => 1 + random.below(n - 1)), n]),
      ];
      ends.sort((a, b) => a - b);
      const plan = planHoldOut(
        symbols,
        ends,
        ends.map(() => 0),
        random,
      );
      if (plan === undefined) continue;
      const used = new Uint8Array(n);
      for (const { start, end } of plan.heldOut) used.fill(1, Math.max(0, start - plan.gap), end + plan.gap);
      for (const { start, end } of plan.training) expect(used.subarray(start, end).includes(1)).toBe(false);
      for (const { start, end } of [...plan.training, ...plan.heldOut]) {
        expect(end).toBeGreaterThan(start);
        expect(ends.some((at) => at > start && at < end)).toBe(false);
      }
      expect(plan.groups).toHaveLength(plan.heldOut.length);
    }
  });

  test("is undefined where there is nothing to part", () => {
    expect(planHoldOut(new Uint8Array(0), [], [], Random.fromSeed(1))).toBeUndefined();
    expect(planHoldOut(new Uint8Array(1), [1], [0], Random.fromSeed(1))).toBeUndefined();
  });
});

describe("the reach of copies", () => {
  test("is that of documents that share no names", () => {
    for (const length of [500, 2000, 8000]) {
      const reach = copyReach(joined(documentsOf(length, Math.floor(300_000 / length), length)).symbols);
      expect(reach).toBeGreaterThan(length / 4);
      expect(reach).toBeLessThan(3 * length);
    }
  });
  test("is 0 where nothing is local: noise, one symbol, bits, and words in random order", () => {
    const random = Random.fromSeed(1);
    const noise = (alphabet: number) => Uint8Array.from({ length: 60_000 }, () => random.below(alphabet));
    for (const symbols of [noise(256), noise(2), noise(1), new Uint8Array(3)])
      expect(copyReach(symbols)).toBe(0);
    const words = Array.from({ length: 300 }, (_, i) => `word${i * 17} `);
    const text = Array.from({ length: 9000 }, () => words[random.below(300)]!).join("");
    expect(copyReach(new TextEncoder().encode(text))).toBe(0);
  });
  test("is that of a long copy", () => {
    const random = Random.fromSeed(2);
    const once = Uint8Array.from({ length: 6000 }, () => random.below(256));
    const rest = Uint8Array.from({ length: 60_000 }, () => random.below(256));
    const reach = copyReach(new Uint8Array([...once, ...once, ...rest]));
    expect(reach).toBeGreaterThanOrEqual(6000);
    expect(reach).toBeLessThan(9000);
  });
});
