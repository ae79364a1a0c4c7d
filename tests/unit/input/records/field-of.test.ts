import { expect, test } from "vitest";
import { fieldNames } from "../../../../src/input/records/field-of.ts";

test("the fields of a record are those of objects in it, too; what is no object has none", () => {
  expect(fieldNames({ a: 1, b: { c: 2, d: { e: 3 } }, f: [4], g: {}, h: null })).toEqual([
    "a",
    "b.c",
    "b.d",
    "f",
    "g",
    "h",
  ]);
  for (const other of [["x", "y"], "text", 1, null, undefined]) expect(fieldNames(other)).toEqual([]);
});
