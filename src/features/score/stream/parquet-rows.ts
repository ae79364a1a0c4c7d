import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { KeptValue } from "../../../input/records/streamed-record.ts";
import type { Row } from "./score-rows.ts";

/** Rows of one row group, which are held in memory. */
const groupRows = 10_000;

const wholeNumbers = new Set(["number", "line", "offset", "bytes", "sampled", "group", "oddAt"]);
const texts = new Set(["file", "pathBase64", "id", "odd", "reason"]);

type Element = ConstructorParameters<typeof ParquetWriter>[0]["schema"][number];

/**
 * Writes rows as an Apache Parquet file: numbers as 64-bit integers and doubles, the rest, including kept fields, as text. As
 * attributes, a row is the id and a struct of all columns.
 *
 * @param write receives the bytes of the file in order
 * @param asAttributes whether columns are fields of one struct, beside the id
 */
export function parquetRows(
  columns: readonly string[],
  write: (bytes: Uint8Array) => void,
  asAttributes = false,
): { add(row: Row): void; end(): void } {
  const bytes = new ByteWriter();
  const count = { num_children: columns.length };
  const first: Element[] = asAttributes
    ? [
        { name: "root", num_children: 2 },
        elementOf("id"),
        { name: "attributes", repetition_type: "REQUIRED", ...count },
      ]
    : [{ name: "root", ...count }];
  const schema = [...first, ...columns.map(elementOf)];
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: "mesoscope" });
  let rows: Row[] = [];
  /** Releases what was already written. */
  const handOver = () => {
    write(bytes.getBytes().slice());
    bytes.index = 0;
  };
  const endGroup = () => {
    if (rows.length === 0) return;
    const column = (name: string) => ({ name, data: rows.map((row) => cellOf(name, row[name] ?? null)) });
    const structs = () =>
      rows.map((row) => Object.fromEntries(columns.map((name) => [name, cellOf(name, row[name] ?? null)])));
    const columnData = asAttributes
      ? [column("id"), { name: "attributes", data: structs() }]
      : columns.map(column);
    // Writing to memory is synchronous.
    void writer.write({ columnData, rowGroupSize: groupRows });
    rows = [];
    handOver();
  };
  return {
    add(row) {
      if (rows.push(row) >= groupRows) endGroup();
    },
    end() {
      endGroup();
      void writer.finish();
      handOver();
    },
  };
}

function elementOf(name: string): Element {
  if (wholeNumbers.has(name)) return { name, type: "INT64", repetition_type: "OPTIONAL" };
  if (texts.has(name) || name.startsWith("kept."))
    return { name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" };
  return { name, type: "DOUBLE", repetition_type: "OPTIONAL" };
}

function cellOf(name: string, value: KeptValue): unknown {
  if (value === null) return null;
  if (wholeNumbers.has(name)) return BigInt(value as number);
  return texts.has(name) || name.startsWith("kept.") ? String(value) : value;
}
