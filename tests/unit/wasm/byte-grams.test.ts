import { describe, expect, test } from "vitest";
import { GramCounter } from "../../../src/wasm/byte-grams.ts";
import { wasm } from "../../../src/wasm/counts.wasm.ts";
import { addGramCounts } from "../../references/counts.ts";
import { edgeTexts, randomBytes } from "./random-bytes.ts";

function twin(documents: readonly Uint8Array[], k: number): { grams: number[]; counts: number[] } {
  const table = new Float64Array(256 ** k);
  for (const document of documents) addGramCounts(document, k, table);
  const grams: number[] = [];
  for (let gram = 0; gram < table.length; gram++) if (table[gram]! > 0) grams.push(gram);
  return { grams, counts: grams.map((gram) => table[gram]!) };
}

function counted(counter: GramCounter): { grams: number[]; counts: number[] } {
  const { grams, counts } = counter.counts();
  return { grams: [...grams], counts: [...counts] };
}

describe.each([2, 3] as const)("GramCounter, k = %i", (k) => {
  const counter = new GramCounter(k);

  test.each(edgeTexts)("equals its twin: %s", (_, text) => {
    counter.clear();
    counter.update(text);
    expect(counted(counter)).toEqual(twin([text], k));
  });

  test("grams of a text known by hand", () => {
    counter.clear();
    counter.update(new TextEncoder().encode("banana"));
    const { grams, counts } = counter.counts();
    const words = [...grams].map((gram) =>
      String.fromCharCode(...[gram >> 16, (gram >> 8) & 255, gram & 255].slice(3 - k)),
    );
    expect(words).toEqual(k === 2 ? ["an", "ba", "na"] : ["ana", "ban", "nan"]);
    expect([...counts]).toEqual(k === 2 ? [2, 1, 2] : [2, 1, 1]);
  });

  test.each([1, 2, 3, 5, 7, 8, 9, 64, 1000, 4096])("chunks of %i bytes change nothing", (size) => {
    const text = randomBytes(20_011, size, 11);
    counter.clear();
    for (let start = 0; start < text.length; start += size) {
      counter.update(text.subarray(start, start + size));
      counter.update(new Uint8Array(0));
    }
    expect(counted(counter)).toEqual(twin([text], k));
  });

  test("no gram spans a boundary, also between documents shorter than a gram", () => {
    const documents = [1, 0, 2, 1, 3, 500, 1, 4].map((length, i) => randomBytes(length, 20 + i, 3));
    counter.clear();
    for (const document of documents) {
      for (const byte of document) counter.update(Uint8Array.of(byte));
      counter.boundary();
    }
    expect(counted(counter)).toEqual(twin(documents, k));
  });

  test("clear forgets counts and context", () => {
    counter.clear();
    counter.update(randomBytes(1000, 30));
    counter.clear();
    expect(counted(counter)).toEqual({ grams: [], counts: [] });
    counter.update(Uint8Array.of(9, 8, 7));
    expect(counted(counter)).toEqual(twin([Uint8Array.of(9, 8, 7)], k));
  });

  test("emptying the 32-bit counters into totals changes nothing", () => {
    const folding = new GramCounter(k, { foldAfter: 1000 });
    const text = randomBytes(3000, 31, 4);
    for (let start = 0; start < text.length; start += 700) folding.update(text.subarray(start, start + 700));
    expect(counted(folding)).toEqual(twin([text], k));
    folding.clear();
    folding.update(text);
    expect(counted(folding)).toEqual(twin([text], k));
  });

  test("a text of more than 8 MiB, and a short one after it", () => {
    const long = randomBytes(9 * 2 ** 20, 32, 7);
    const expected = new Float64Array(256 ** k);
    addGramCounts(long, k, expected);
    counter.clear();
    counter.update(long);
    const { grams, counts } = counter.counts();
    expect(counts.every((count, i) => count === expected[grams[i]!])).toBe(true);
    expect(counts.reduce((sum, count) => sum + count)).toBe(long.length - k + 1);
    counter.clear();
    counter.update(long.subarray(0, 100));
    expect(counted(counter)).toEqual(twin([long.subarray(0, 100)], k));
  });

  test("the comparison sees a kernel that keeps a byte across a boundary", () => {
    const code = Buffer.from(wasm, "base64");
    // boundary() is the only function that stores a constant: i32.const 0, global.set; storing 1 invents a context.
    const reset = code.indexOf(Buffer.from([0x41, 0x00, 0x24]));
    expect(reset).toBeGreaterThan(0);
    code[reset + 1] = 1;
    const broken = new GramCounter(k, { wasm: code.toString("base64") });
    const documents = [randomBytes(50, 33), randomBytes(50, 34)];
    for (const document of documents) {
      broken.update(document);
      broken.boundary();
    }
    expect(counted(broken)).not.toEqual(twin(documents, k));
  });
});
