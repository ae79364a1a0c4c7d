import { describe, expect, test } from "vitest";
import { ByteCounter } from "../../../src/wasm/counts.ts";
import { addByteCounts } from "../../references/counts.ts";
import { edgeTexts, randomBytes } from "./random-bytes.ts";

function twin(text: Uint8Array): Float64Array {
  const counts = new Float64Array(256);
  addByteCounts(text, counts);
  return counts;
}

describe("ByteCounter", () => {
  const counter = new ByteCounter();

  test.each(edgeTexts)("equals its twin: %s", (_, text) => {
    counter.clear();
    counter.update(text);
    expect(counter.counts()).toEqual(twin(text));
  });

  test("counts of a text known by hand", () => {
    counter.clear();
    counter.update(new TextEncoder().encode("abracadabra"));
    const expected = new Float64Array(256);
    for (const [letter, count] of [
      ["a", 5],
      ["b", 2],
      ["r", 2],
      ["c", 1],
      ["d", 1],
    ] as const) {
      expected[letter.charCodeAt(0)] = count;
    }
    expect(counter.counts()).toEqual(expected);
  });

  test.each([1, 2, 3, 5, 7, 8, 9, 64, 1000, 4096])("chunks of %i bytes change nothing", (size) => {
    const text = randomBytes(20_011, size);
    counter.clear();
    for (let start = 0; start < text.length; start += size)
      counter.update(text.subarray(start, start + size));
    expect(counter.counts()).toEqual(twin(text));
  });

  test("a chunk read into the buffer, one elsewhere in it, and one longer than it", () => {
    const long = randomBytes(2 * 2 ** 20 + 77, 9);
    const text = randomBytes(1003, 10);
    counter.clear();
    counter.update(long);
    counter.buffer().set(text);
    counter.update(counter.buffer().subarray(0, text.length));
    counter.update(counter.buffer().subarray(500, text.length));
    const expected = twin(long);
    addByteCounts(text, expected);
    addByteCounts(text.subarray(500), expected);
    expect(counter.counts()).toEqual(expected);
  });

  test("a full buffer is counted without a copy into another", () => {
    counter.clear();
    const buffer = counter.buffer();
    buffer.fill(7);
    for (let i = 0; i < 5; i++) counter.update(buffer);
    expect(counter.counts()[7]).toBe(5 * 2 ** 20);
    expect(counter.buffer()).toBe(buffer);
  });

  test("emptying the 32-bit counters into totals changes nothing", () => {
    const folding = new ByteCounter({ foldAfter: 1000 });
    const text = randomBytes(30_000, 11, 5);
    for (let start = 0; start < text.length; start += 700) folding.update(text.subarray(start, start + 700));
    expect(folding.counts()).toEqual(twin(text));
    expect(folding.counts()).toEqual(twin(text));
    folding.clear();
    expect(folding.counts()).toEqual(new Float64Array(256));
  });

  test("more than 2^32 equal bytes are counted", { tags: ["slow"] }, () => {
    counter.clear();
    counter.buffer().fill(65);
    for (let i = 0; i < 4097; i++) counter.update(counter.buffer());
    expect(counter.counts()[65]).toBe(4097 * 2 ** 20);
  });

  test("two counters share no state", () => {
    const other = new ByteCounter();
    counter.clear();
    counter.update(Uint8Array.of(1, 2, 3));
    other.update(Uint8Array.of(3, 4));
    expect(counter.counts()).toEqual(twin(Uint8Array.of(1, 2, 3)));
    expect(other.counts()).toEqual(twin(Uint8Array.of(3, 4)));
  });
});
