import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { KeptValue } from "../../../input/records/streamed-record.ts";
import type { Row } from "./score-rows.ts";

/** Rows of one group of the file, which are held together. */
const groupRows = 10_000;

const wholeNumbers = new Set(["number", "line", "offset", "bytes", "sampled", "group", "oddAt", "words"]);
const texts = new Set(["file", "pathBase64", "id", "odd", "flags", "reason"]);

type Element = ConstructorParameters<typeof ParquetWriter>[0]["schema"][number];

/**
 * Writes rows as an Apache Parquet file: numbers as 64-bit integers and doubles, the rest as text; kept fields are text. As
 * attributes, a row is the id and a struct of all columns.
 */
export class ParquetRows {
  readonly #columns: readonly string[];
  readonly #bytes = new ByteWriter();
  readonly #writer: ParquetWriter;
  readonly #write: (bytes: Uint8Array) => void;
  #rows: Row[] = [];

  readonly #asAttributes: boolean;

  /**
   * @param write receives the bytes of the file in their order
   * @param asAttributes whether columns are fields of one struct, beside the id
   */
  constructor(columns: readonly string[], write: (bytes: Uint8Array) => void, asAttributes = false) {
    this.#columns = columns;
    this.#write = write;
    this.#asAttributes = asAttributes;
    const fields = columns.map(elementOf);
    const count = { num_children: columns.length };
    const schema: Element[] = asAttributes
      ? [
          { name: "root", num_children: 2 },
          elementOf("id"),
          { name: "attributes", repetition_type: "REQUIRED", ...count },
          ...fields,
        ]
      : [{ name: "root", ...count }, ...fields];
    this.#writer = new ParquetWriter({ writer: this.#bytes, schema, createdBy: "mesoscope" });
  }

  add(row: Row): void {
    if (this.#rows.push(row) >= groupRows) this.#endGroup();
  }

  end(): void {
    this.#endGroup();
    void this.#writer.finish();
    this.#handOver();
  }

  #endGroup(): void {
    if (this.#rows.length === 0) return;
    const column = (name: string) => this.#rows.map((row) => cellOf(name, row[name] ?? null));
    const structs = () =>
      this.#rows.map((row) =>
        Object.fromEntries(this.#columns.map((name) => [name, cellOf(name, row[name] ?? null)])),
      );
    const columnData = this.#asAttributes
      ? [
          { name: "id", data: column("id") },
          { name: "attributes", data: structs() },
        ]
      : this.#columns.map((name) => ({ name, data: column(name) }));
    // Of bytes in memory nothing is waited for.
    void this.#writer.write({ columnData, rowGroupSize: groupRows });
    this.#rows = [];
    this.#handOver();
  }

  /** What is written already is not held any longer. */
  #handOver(): void {
    this.#write(this.#bytes.getBytes().slice());
    this.#bytes.index = 0;
  }
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
