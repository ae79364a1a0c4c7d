import { describe, expect, test } from "vitest";
import { SymbolCounter } from "../../../src/wasm/counts.ts";
import { addSymbolCounts } from "../../references/counts.ts";
import { randomBytes } from "./random-bytes.ts";

function twin(text: Uint16Array): Float64Array {
  const counts = new Float64Array(65_536);
  addSymbolCounts(text, counts);
  return counts;
}

function randomSymbols(length: number, seed: number): Uint16Array {
  return new Uint16Array(randomBytes(2 * length, seed).buffer);
}

describe("SymbolCounter", () => {
  const counter = new SymbolCounter();

  test.each([0, 1, 2, 3, 4, 5, 1000, 700_001])("equals its twin on %i symbols", (length) => {
    const text = randomSymbols(length, length + 1);
    counter.clear();
    counter.update(text);
    expect(counter.counts()).toEqual(twin(text));
  });

  test("counts the largest symbol and views that begin inside an array", () => {
    counter.clear();
    counter.update(Uint16Array.of(9, 65_535, 65_535, 0).subarray(1));
    expect(counter.counts()).toEqual(twin(Uint16Array.of(65_535, 65_535, 0)));
  });

  test.each([1, 3, 100])("chunks of %i symbols change nothing", (size) => {
    const text = randomSymbols(5003, size);
    counter.clear();
    for (let start = 0; start < text.length; start += size)
      counter.update(text.subarray(start, start + size));
    expect(counter.counts()).toEqual(twin(text));
  });

  test("emptying the 32-bit counters into totals changes nothing", () => {
    const folding = new SymbolCounter({ foldAfter: 1000 });
    const text = randomSymbols(5000, 40);
    for (let start = 0; start < text.length; start += 700) folding.update(text.subarray(start, start + 700));
    expect(folding.counts()).toEqual(twin(text));
  });
});
