import { expect, test } from "vitest";
import { bytes } from "../../../src/encodings/bytes.ts";

test("symbols are the bytes themselves, not a copy", () => {
  const input = Uint8Array.of(0, 255, 13, 10);
  const sequence = bytes.encode([input]);
  expect(sequence.symbols.buffer).toBe(input.buffer);
  expect([...sequence.symbols]).toEqual([0, 255, 13, 10]);
  expect(sequence).toMatchObject({ alphabetSize: 256, segmentEnds: [4], byteLength: 4, encoding: "bytes" });
  expect(sequence.decoding).toEqual({
    charset: null,
    byteOrderMark: false,
    invalidCount: 0,
    firstInvalidOffset: null,
  });
});

test("nothing gives an empty sequence", () => {
  expect(bytes.encode([])).toMatchObject({ segmentEnds: [], byteLength: 0 });
  expect(bytes.encode([new Uint8Array(0)]).symbols.length).toBe(0);
});
