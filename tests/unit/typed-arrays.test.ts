import { describe, expect, test } from "vitest";

const kinds = [Uint8Array, Int8Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array];

describe.each(kinds.map((Kind) => [Kind.name, Kind] as const))("%s", (_, Kind) => {
  const of = (...numbers: number[]) => (Kind as typeof Uint8Array).from(numbers);

  test("is compared by what it holds, where it begins in its buffer or not, and within other values", () => {
    expect(of(1, 2, 3)).toEqual(of(1, 2, 3));
    expect(of(9, 1, 2, 3).subarray(1)).toStrictEqual(of(1, 2, 3));
    expect({ a: [of(1, 2)] }).toEqual({ a: [of(1, 2)] });
    for (const other of [of(1, 2, 4), of(1, 2), of(1, 2, 3, 0), of()]) expect(of(1, 2, 3)).not.toEqual(other);
    expect({ a: [of(1, 2)] }).not.toEqual({ a: [of(1, 3)] });
  });

  test("is not what another kind holds in the same bytes", () => {
    for (const Other of kinds.filter((other) => other !== Kind)) {
      const zeros = new Kind(8);
      expect(zeros).not.toEqual(new Other(zeros.buffer));
    }
  });
});

test("numbers are the same as elsewhere: NaN is itself, 0 is not -0, whatever the bits of NaN", () => {
  const bits = (...high: number[]) => new Float64Array(Uint32Array.from(high.flatMap((h) => [0, h])).buffer);
  expect(Float64Array.of(Number.NaN, 1)).toEqual(Float64Array.of(Number.NaN, 1));
  expect(bits(0x7ff80000)).toEqual(bits(0xfff80000));
  expect(Float64Array.of(0)).not.toEqual(Float64Array.of(-0));
});

test("a buffer is no array of bytes where kinds count", () => {
  expect(Uint8Array.of(1, 2)).not.toStrictEqual(Buffer.from([1, 2]));
  expect(Buffer.from([1, 2])).toStrictEqual(Buffer.from([1, 2]));
});
