import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { memorySource } from "../../../../src/input/byte-source.ts";
import { readColumn } from "../../../../src/input/records/parquet-columns.ts";

/** A column of a kind as text, as the names of records are read. */
async function numbersOf(element: object, data: readonly unknown[]): Promise<string[]> {
  const schema = [
    { name: "root", num_children: 1 },
    { name: "n", repetition_type: "REQUIRED", ...element },
  ];
  const bytes = parquetWriteBuffer({ columnData: [{ name: "n", data: [...data] }], schema } as never);
  const { bytes: found, ends } = await readColumn(
    memorySource([new Uint8Array(bytes)]),
    "n",
    undefined,
    true,
  );
  return Array.from(ends, (end, i) => Buffer.from(found.subarray(ends[i - 1] ?? 0, end)).toString());
}
const kinds: readonly [string, object, unknown[], string[]][] = [
  ["whole", { type: "INT32" }, [0, 7, -1, 2 ** 31 - 1], ["0", "7", "-1", "2147483647"]],
  ["long", { type: "INT64" }, [0n, -1n, 2n ** 63n - 1n], ["0", "-1", "9223372036854775807"]],
  ["without sign", { type: "INT32", converted_type: "UINT_32" }, [2 ** 32 - 1, 1], ["4294967295", "1"]],
  ["with decimals", { type: "INT32", converted_type: "DECIMAL", scale: 2, precision: 9 }, [0.05, -1.5, 12], ["0.05", "-1.50", "12.00"]],
  ["with as many decimals as digits", { type: "INT64", converted_type: "DECIMAL", scale: 3, precision: 18 }, [0, 0.001, -0.1], ["0.000", "0.001", "-0.100"]],
  ["without decimals", { type: "INT32", converted_type: "DECIMAL", precision: 9 }, [5, -12], ["5", "-12"]],
  ["short", { type: "INT32", converted_type: "INT_8" }, [-128, 127], ["-128", "127"]],
  ["long without sign", { type: "INT64", converted_type: "UINT_64" }, [2n ** 64n - 1n], ["18446744073709551615"]],
  ["double", { type: "DOUBLE" }, [0.1, -2, 1e300], ["0.1", "-2", "1e+300"]],
  ["float", { type: "FLOAT" }, [0.5, -2], ["0.5", "-2"]],
]; // biome-ignore format: a kind a line
test.each(kinds)("%s numbers are written with all their digits", async (_, element, data, texts) =>
  expect(await numbersOf(element, data)).toEqual(texts),
);

test("what is no number, and no text, is refused", async () => {
  for (const [element, what] of [
    [{ type: "BOOLEAN" }, "BOOLEAN"],
    [{ type: "INT32", converted_type: "DATE" }, "DATE"],
    [{ type: "INT64", converted_type: "TIMESTAMP_MILLIS" }, "TIMESTAMP_MILLIS"],
  ] as const) {
    const data = what === "BOOLEAN" ? [true] : [new Date(0)];
    await expect(numbersOf(element, data)).rejects.toThrow(`column "n" holds ${what}, not text`);
  }
});
