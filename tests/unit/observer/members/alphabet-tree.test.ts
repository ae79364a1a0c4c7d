import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { type AlphabetTree, alphabetTree } from "../../../../src/observer/members/alphabet-tree.ts";

/** The symbol at the end of a path. */
function follow(tree: AlphabetTree, path: number, depth: number): number {
  let node = 0;
  for (let level = 0; level < depth; level++)
    node = ((path >>> level) & 1) === 1 ? tree.right[node]! : tree.left[node]!;
  return ~node;
}

function skewed(n: number, alphabetSize: number, seed: number): Uint16Array {
  const random = Random.fromSeed(seed);
  return Uint16Array.from({ length: n }, () => Math.floor(alphabetSize * random.uniform() ** 3));
}

describe("alphabetTree", () => {
  test("a short sequence gets the balanced tree of the whole alphabet, without a header", () => {
    const tree = alphabetTree(Uint8Array.of(3, 3, 3), 256);
    expect(tree.nodes).toBe(255);
    expect(tree.headerBits).toBe(0);
    expect([...tree.depth]).toEqual(new Array(256).fill(8));
    for (let symbol = 0; symbol < 256; symbol++) expect(follow(tree, tree.path[symbol]!, 8)).toBe(symbol);
  });

  test.each([2, 3, 5, 27, 256, 1000, 65_536])("every path leads to its symbol: %i symbols", (size) => {
    const symbols = skewed(70_000, size, size);
    const tree = alphabetTree(symbols, size);
    const present = new Set(symbols);
    expect(tree.nodes).toBe(present.size - 1);
    const wrong = [...present].filter((symbol) => {
      const depth = tree.depth[symbol]!;
      return depth > 32 || follow(tree, tree.path[symbol]!, depth) !== symbol;
    });
    expect(wrong).toEqual([]);
    expect(tree.depth.filter((depth) => depth > 0).length).toBe(present.size);
  });

  test("the order of the alphabet is kept, and frequent symbols are near", () => {
    const symbols = skewed(70_000, 64, 1);
    const tree = alphabetTree(symbols, 64);
    const order: number[] = [];
    const visit = (node: number): void => {
      if (node < 0) {
        order.push(~node);
        return;
      }
      visit(tree.left[node]!);
      visit(tree.right[node]!);
    };
    visit(0);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    // Horibe's bound: a weight-balanced alphabetical tree spends at most 2 decisions a symbol more than the entropy.
    const counts = new Float64Array(64);
    for (const symbol of symbols) counts[symbol]!++;
    let entropy = 0;
    let decisions = 0;
    for (const [symbol, count] of counts.entries()) {
      if (count === 0) continue;
      entropy -= (count / 70_000) * Math.log2(count / 70_000);
      decisions += (count / 70_000) * tree.depth[symbol]!;
    }
    expect(decisions).toBeGreaterThanOrEqual(entropy);
    expect(decisions).toBeLessThan(entropy + 2);
  });

  test("the header says that there is a tree, which symbols occur and the shape", () => {
    const symbols = new Uint8Array(70_000);
    for (let i = 0; i < symbols.length; i++) symbols[i] = [10, 20, 30][i % 3]!;
    // 10 choose 3 = 120 and 2 bits a symbol; over 31 symbols 31 choose 3 = 4495
    expect(alphabetTree(symbols, 31).headerBits).toBeCloseTo(1 + Math.log2(4495) + 6, 9);
  });

  test("symbols that are as frequent as each other get the balanced tree for one bit", () => {
    const symbols = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);
    const tree = alphabetTree(symbols, 256);
    expect([...tree.depth]).toEqual(new Array(256).fill(8));
    expect(tree.headerBits).toBe(1);
  });

  test("one symbol needs no decision, none has no tree", () => {
    const one = alphabetTree(new Uint8Array(70_000).fill(5), 9);
    expect([one.nodes, one.only, one.depth[5]]).toEqual([0, 5, 0]);
    expect(one.headerBits).toBeCloseTo(1 + Math.log2(9) + 2, 12);
    expect(alphabetTree(new Uint8Array(0), 1).nodes).toBe(0);
  });
});
