import { expect, test } from "vitest";
import { renameBytes } from "../../../src/wasm/rename-bytes.ts";

test("every byte has the name of the table, in pieces too", () => {
  const names = Uint8Array.from({ length: 256 }, (_, byte) => (7 * byte + 3) & 0xff);
  const bytes = Uint8Array.from({ length: 140_001 }, (_, i) => (i * i) >>> 3);
  const renamed = renameBytes(bytes, names);
  expect(renamed.length).toBe(140_001);
  expect(renamed.findIndex((name, i) => name !== names[bytes[i]!])).toBe(-1);
  expect(renameBytes(new Uint8Array(0), names)).toEqual(new Uint8Array(0));
});
