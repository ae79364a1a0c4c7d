import { crc32, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it, test } from "vitest";
import { memorySource } from "../../../../src/input/byte-source.ts";
import {
  checkDifferences,
  checkPrefixes,
  checkRuns,
  readStruct,
} from "../../../../src/input/records/parquet-claims.ts";
import { readColumn } from "../../../../src/input/records/parquet-columns.ts";
import type { RecordSet } from "../../../../src/input/records/record-set.ts";
import { type CraftedFile, crafted, filesOfAnother } from "./parquet-files.ts";

/** Empty texts are no documents. */
function textsOf({ bytes, ends }: RecordSet): string[] {
  return Array.from(ends, (end, i) => Buffer.from(bytes.subarray(ends[i - 1] ?? 0, end)).toString());
}

async function read(bytes: Uint8Array, column?: string) {
  const set = await readColumn(memorySource([bytes]), column);
  return { texts: textsOf(set), bad: set.bad };
}

/** The bytes of values as a plain page has them. */
function plain(...values: readonly (string | Uint8Array)[]): Buffer {
  return Buffer.concat(
    values.flatMap((value) => {
      const bytes = Buffer.from(value as string);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(bytes.length);
      return [length, bytes];
    }),
  );
}

describe("files of other writers", () => {
  it.each(Object.entries(filesOfAnother))("pages with %s", async (_, file) => {
    const { texts, bad } = await read(Buffer.from(file, "base64"));
    expect(texts).toEqual(["one", "three", "thirteen", "one", "zwölf"]);
    expect(bad).toMatchObject({ count: 1, reason: 'row 1 has no text in "text"' });
  });

  it("any texts come back, by any encoding, with and without gaps", async () => {
    const texts = fc.array(fc.option(fc.string({ unit: "grapheme" }), { freq: 5 }), { minLength: 1 });
    const encodings = ["PLAIN", "RLE_DICTIONARY", "DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY"] as const;
    await fc.assert(
      fc.asyncProperty(texts, fc.constantFrom(...encodings), fc.boolean(), async (data, encoding, packed) => {
        const column = { name: "t", data, type: "STRING" as const, encoding, nullable: true };
        const codec = packed ? "SNAPPY" : "UNCOMPRESSED";
        const bytes = parquetWriteBuffer({ columnData: [column], codec, rowGroupSize: 20, pageSize: 64 });
        const found = await read(new Uint8Array(bytes));
        expect(found.texts).toEqual(data.filter((text) => text !== null && text !== ""));
        expect(found.bad?.count ?? 0).toBe(data.filter((text) => text === null).length);
      }),
      { seed: 20_266, numRuns: 200 },
    );
  });

  it("bytes stay as they are, UTF-8 or not", async () => {
    const values = [Buffer.from([0xef, 0xbb, 0xbf, 0x61]), Buffer.from([0xff, 0x00, 0xc3])];
    const { bytes, ends } = await readColumn(
      memorySource([crafted({ rows: 2, pages: [{ body: plain(...values) }] })]),
      undefined,
    );
    const documents = Array.from(ends, (end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
    expect(documents.map((bytes) => [...bytes])).toEqual(values.map((bytes) => [...bytes]));
  });

  it("a checksum is verified where a page has one", async () => {
    const body = plain("sound");
    const page = { body, crc: crc32(body) | 0 };
    expect(await read(crafted({ pages: [page] }))).toEqual({ texts: ["sound"], bad: null });
    const { bad } = await read(crafted({ pages: [{ ...page, body: plain("found") }] }));
    expect(bad?.reason).toBe("rows 0 to 0 cannot be read: the page at byte 4 fails its checksum");
  });

  it("what was read before the damage stands", async () => {
    const file = { rows: 5, pages: [{ body: plain("a", "b"), rows: 2 }] };
    expect(await read(crafted(file))).toMatchObject({
      texts: ["a", "b"],
      bad: { count: 3, reason: "rows 2 to 4 cannot be read: its pages end 3 rows early" },
    });
  });

  it("where a group claims no rows none is lost, whatever else it claims", async () => {
    for (const claims of [{ length: 5000 }, { length: -7 }, { codec: "BROTLI" as const }])
      expect(await read(crafted({ rows: 0, pages: [], ...claims }))).toEqual({ texts: [], bad: null });
  });

  it.each([
    ["id", 'column "id" holds INT32, not text'],
    ["when", 'column "when" holds TIMESTAMP_MILLIS, not text'],
    ["list", 'column "list" holds columns of its own, not text'],
    ["other", 'no column "other"; there are id, when, list'],
    [undefined, "holds 0 columns of text: choose one with --field; there are id, when, list"],
  ])("column %s: %s", async (column, message) => {
    const schema = [
      { name: "root", num_children: 3 },
      { name: "id", type: "INT32" as const, repetition_type: "REQUIRED" as const },
      { name: "when", type: "INT64" as const, converted_type: "TIMESTAMP_MILLIS" as const },
      {
        name: "list",
        num_children: 1,
        repetition_type: "OPTIONAL" as const,
        converted_type: "LIST" as const,
      },
      { name: "list", num_children: 1, repetition_type: "REPEATED" as const },
      { name: "element", type: "BYTE_ARRAY" as const, converted_type: "UTF8" as const },
    ];
    const columnData = [
      { name: "id", data: [1] },
      { name: "when", data: [new Date(0)] },
      { name: "list", data: [["a"]] },
    ];
    await expect(read(new Uint8Array(parquetWriteBuffer({ columnData, schema })), column)).rejects.toThrow(
      message,
    );
  });
});

/** Numbers of seven bits a byte, the lowest first. */
const varints = (...numbers: readonly number[]) =>
  Uint8Array.from(
    numbers.flatMap((number) => {
      const bytes: number[] = [];
      for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) | 128);
      return [...bytes, number];
    }),
  );

describe("a column", () => {
  const file = (element: NonNullable<CraftedFile["element"]>) =>
    crafted({ pages: [{ body: plain("a") }], element, meta: { type: element.type! } });

  it.each<[what: string, NonNullable<CraftedFile["element"]>]>([
    ["lists", { type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REPEATED" }],
    ["BOOLEAN", { type: "BOOLEAN" }],
    ["INT96", { type: "INT96" }],
    ["INT32", { type: "INT32" }],
    ["DATE", { type: "INT32", converted_type: "DATE" }],
    ["DECIMAL", { type: "BYTE_ARRAY", converted_type: "DECIMAL", precision: 3 }],
    ["INTERVAL", { type: "FIXED_LEN_BYTE_ARRAY", type_length: 12, converted_type: "INTERVAL" }],
    ["UUID", { type: "FIXED_LEN_BYTE_ARRAY", type_length: 16, logical_type: { type: "UUID" } }],
    ["values without a length", { type: "FIXED_LEN_BYTE_ARRAY" }],
    ["values without a length", { type: "FIXED_LEN_BYTE_ARRAY", type_length: 0 }],
  ])("of %s is refused", async (what, element) => {
    await expect(read(file(element), "t")).rejects.toThrow(`column "t" holds ${what}, not text`);
  });

  it.each<[what: string, NonNullable<CraftedFile["element"]>]>([
    ["UTF8", { type: "BYTE_ARRAY", converted_type: "UTF8" }],
    ["JSON", { type: "BYTE_ARRAY", converted_type: "JSON" }],
    ["BSON", { type: "BYTE_ARRAY", converted_type: "BSON" }],
    ["ENUM", { type: "BYTE_ARRAY", converted_type: "ENUM" }],
    ["STRING", { type: "BYTE_ARRAY", logical_type: { type: "STRING" } }],
    ["bytes of no kind", { type: "BYTE_ARRAY" }],
  ])("of %s is read, and found by itself where it is text", async (what, element) => {
    expect((await read(file(element), "t")).texts).toEqual(["a"]);
    const alone = read(file(element)).then(
      ({ texts }) => texts,
      ({ message }: Error) => message,
    );
    expect(await alone).toEqual(
      ["UTF8", "STRING"].includes(what)
        ? ["a"]
        : "holds 0 columns of text: choose one with --field; there are t",
    );
  });

  it("of one length has values of it, one after the other", async () => {
    const element = { type: "FIXED_LEN_BYTE_ARRAY", type_length: 3 } as const;
    const bytes = crafted({
      rows: 2,
      pages: [{ body: Buffer.from("abcdef") }],
      element,
      meta: { type: element.type },
    });
    expect(await read(bytes, "t")).toEqual({ texts: ["abc", "def"], bad: null });
  });

  it.each<[reason: string, CraftedFile]>([
    ["the column does not exist", { pages: [], meta: { path_in_schema: ["u"] } }],
    ["the column does not exist", { pages: [], meta: { path_in_schema: ["t", "t"] } }],
    ["the column is in another file", { pages: [], elsewhere: "other.parquet" }],
    ["it holds INT32", { pages: [], meta: { type: "INT32" } }],
    ["it claims a count of -1", { pages: [], meta: { total_compressed_size: -1n } }],
    ["it claims a count of -4", { pages: [], meta: { data_page_offset: -4n } }],
    ["it claims a count of -2", { pages: [], meta: { dictionary_page_offset: -2n } }],
  ])("that is not where it is said to be: %s", async (reason, claims) => {
    const { texts, bad } = await read(crafted(claims));
    expect([texts, bad?.reason]).toEqual([[], `rows 0 to 0 cannot be read: ${reason}`]);
  });

  it("is reported with its expected position, if there is one", async () => {
    const offsetOf = async (data_page_offset: bigint | undefined) => {
      const meta = { path_in_schema: ["u"], data_page_offset } as CraftedFile["meta"];
      return (await read(crafted({ pages: [], meta: meta! }))).bad?.offset;
    };
    expect([await offsetOf(70n), await offsetOf(undefined)]).toEqual([70, null]);
  });
});

describe("a file", () => {
  const whole = crafted({ pages: [{ body: plain("a") }] });
  const changed = (change: (bytes: Buffer) => void) => {
    const bytes = Buffer.from(whole);
    change(bytes);
    return bytes;
  };
  it.each([
    ["nothing", new Uint8Array(0), "it does not end like a Parquet file"],
    ["its ends alone", Buffer.from("PAR1PAR1"), "it does not end like a Parquet file"],
    [
      "another ending",
      changed((bytes) => bytes.write("PAR2", bytes.length - 4)),
      "it does not end like a Parquet file",
    ],
    [
      "another ending",
      changed((bytes) => bytes.write("PARE", bytes.length - 4)),
      "it does not end like a Parquet file",
    ],
    [
      "a footer as long as can be",
      changed((bytes) => bytes.writeUInt32LE(2 ** 31, bytes.length - 8)),
      `a footer of 2147483648 bytes in a file of ${whole.length}`,
    ],
    [
      "a footer longer by a byte",
      changed((bytes) => bytes.writeUInt32LE(whole.length - 7, bytes.length - 8)),
      `a footer of ${whole.length - 7} bytes in a file of ${whole.length}`,
    ],
    ["a footer of nothing", Buffer.from("PAR1\0\x01\0\0\0PAR1"), "its footer is incomplete"],
    ["fewer rows than none", crafted({ rows: -5, pages: [] }), "it claims a count of -5"],
  ])("of %s cannot be read", async (_, bytes, reason) => {
    await expect(read(bytes)).rejects.toThrow(`cannot be read as Parquet: ${reason}`);
  });
});

describe("claims beyond what the bytes hold are refused in words", () => {
  const two31 = [0xff, 0xff, 0xff, 0xff, 0x0f];
  const dictionary = { kind: "dictionary" as const, rows: 1, body: plain("a") };
  const runs = { encoding: "RLE_DICTIONARY" as const };
  const cases: readonly (readonly [what: string, CraftedFile, RegExp])[] = [
    ["rows", { rows: 2 ** 40, pages: [] }, /1099511627776 rows are claimed in \d+ bytes/],
    ["columns", { columns: 63, pages: [] }, /schema claims columns that do not exist/],
    ["bytes of a column", { length: 2 ** 40, pages: [] }, /pages up to byte \d+ in a file of \d+/],
    ["a page", { pages: [{ body: plain("a"), size: 2 ** 30 }] }, /a page of 1073741824 bytes at byte 4/],
    ["a page before itself", { pages: [{ body: plain("a"), size: -9 }] }, /claims a length of -9/],
    ["rows of a page", { pages: [{ body: plain("a"), rows: 9 }] }, /a page of 9 rows, but 1 are left/],
    ["values", { rows: 10 ** 6, pages: [{ body: plain("a") }] }, /1000000 values in 5 bytes/],
    ["a value", { pages: [{ body: Buffer.from([9, 0, 0, 0, 65]) }] }, /values do not fit into its pages/],
    [
      "unpacked bytes",
      { codec: "GZIP", pages: [{ body: deflateRawSync("a"), unpacked: 2 ** 30 }] },
      /pages of 1073741824 bytes in a file of/,
    ],
    [
      "another codec",
      { codec: "LZ4_RAW", pages: [{ body: plain("a") }] },
      /pages of LZ4_RAW are not supported/,
    ],
    [
      "levels",
      { optional: true, pages: [{ body: Buffer.from([255, 255, 255, 255]) }] },
      /levels of 4294967295 bytes in a page of 4/,
    ],
    [
      "a run of levels",
      { optional: true, pages: [{ body: Buffer.from([6, 0, 0, 0, ...two31, 1]) }] },
      /a run of 17179869176 values, but 1 are left/,
    ],
    [
      "a run",
      { rows: 3, pages: [dictionary, { ...runs, body: Buffer.from([1, 0xfe, ...two31.slice(1), 0]) }] },
      /a run of 2147483647 values, but 3 are left/,
    ],
    [
      "bits",
      { pages: [dictionary, { ...runs, body: Buffer.from([77, 2, 0]) }] },
      /places of 77 bits in a dictionary/,
    ],
    [
      "a value of the dictionary",
      { pages: [dictionary, { ...runs, body: Buffer.from([3, 2, 5]) }] },
      /a value that its dictionary does not have/,
    ],
    [
      "blocks of differences",
      { pages: [{ encoding: "DELTA_LENGTH_BYTE_ARRAY", body: Buffer.from([...two31, 1, 1, 0]) }] },
      /blocks of 4294967295 differences in 1 parts/,
    ],
    [
      "a longer prefix than there is",
      {
        pages: [{ encoding: "DELTA_BYTE_ARRAY", body: Buffer.from([128, 1, 4, 1, 200, 1, 128, 1, 4, 1, 0]) }],
      },
      /values do not fit into its pages/,
    ],
    [
      "an encoding",
      { pages: [{ encoding: "BYTE_STREAM_SPLIT", body: plain("a") }] },
      /unsupported type: BYTE_ARRAY/,
    ],
  ];

  const fixed = { type: "FIXED_LEN_BYTE_ARRAY", type_length: 3 } as const;
  const ofThree: Pick<CraftedFile, "rows" | "element" | "meta"> = {
    rows: 2,
    element: fixed,
    meta: { type: fixed.type },
  };
  // Levels of one group of eight say that both rows have a value.
  const levels = [2, 0, 0, 0, 3, 3];
  it.each<[what: string, before: readonly number[], optional: boolean]>([
    ["alone", [], false],
    ["behind levels", levels, true],
  ])("values of one length, %s, are as many as there are bytes for", async (_, before, optional) => {
    const of = (encoding: "PLAIN" | "BYTE_STREAM_SPLIT", text: string) =>
      read(
        crafted({
          ...ofThree,
          optional,
          pages: [{ encoding, body: Buffer.from([...before, ...Buffer.from(text)]) }],
        }),
        "t",
      );
    expect((await of("PLAIN", "abcdef")).texts).toEqual(["abc", "def"]);
    expect((await of("BYTE_STREAM_SPLIT", "adbecf")).texts).toEqual(["abc", "def"]);
    for (const encoding of ["PLAIN", "BYTE_STREAM_SPLIT"] as const)
      expect((await of(encoding, "abcde")).bad?.reason).toBe(
        "rows 0 to 1 cannot be read: 2 values in 5 bytes",
      );
  });

  it.each(cases)("%s", async (_, file, reason) => {
    const start = performance.now();
    const said = await read(crafted(file)).then(
      ({ texts, bad }) => {
        expect(texts).toEqual([]);
        return bad?.reason;
      },
      ({ message }: Error) => message,
    );
    expect(said).toMatch(reason);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test("structs", () => {
    const fails = (bytes: readonly number[], reason: RegExp) =>
      expect(() => readStruct(Uint8Array.from(bytes), 0, bytes.length)).toThrow(reason);
    expect(readStruct(Uint8Array.from([0x15, 2, 0x18, 1, 65, 0, 9]), 0, 7)).toEqual([{ 1: 1 }, 6]);
    fails([0x15], /ends within/);
    fails([0x18, ...two31], /4294967295 bytes are claimed/);
    fails([0x15, 128, 128, 128, 128, 128, 0], /a number of more than 5 bytes/);
    fails([0x19, 0xf9, ...two31, 0], /ends within/);
    fails(Array(200).fill(0x1c), /structs within structs/);
    fails([0x19, ...Array(200).fill(0x19)], /lists within lists/);
    fails([0x1b, 0], /a value of type 11/);
  });

  test("blocks of differences are of 128 times a number, in parts of 32 times a number, up to 2^20", () => {
    const sound = [
      [128, 1],
      [128, 2],
      [128, 4],
      [256, 1],
      [384, 3],
      [384, 12],
      [2 ** 20, 8],
    ] as const;
    const wrong = [[0, 1], [0, 0], [128, 0], [128, 3], [128, 8], [32, 1], [64, 2], [160, 5], [2 ** 20 + 128, 1], [2 ** 21, 1]] as const; // biome-ignore format: a kind a line
    for (const [block, parts] of sound) {
      const bytes = varints(block, parts, 7);
      expect(() => checkDifferences(bytes, 0, 7)).not.toThrow();
    }
    for (const [block, parts] of wrong)
      expect(() => checkDifferences(varints(block, parts, 7), 0, 7)).toThrow(
        `blocks of ${block} differences in ${parts} parts`,
      );
  });

  test("values of every type are passed over, and no other", () => {
    const struct = (type: number, value: readonly number[]) =>
      Uint8Array.from([0x10 | type, ...value, 0, 99]);
    // true, false, byte, whole numbers, double, bytes, list of two bytes, struct.
    const values = [
      [],
      [],
      [7],
      [128, 1],
      [128, 128, 1],
      [1],
      [1, 2, 3, 4, 5, 6, 7, 8],
      [2, 65, 66],
      [0x23, 1, 2],
    ];
    for (const [i, value] of values.entries()) {
      const bytes = struct(i + 1, value);
      expect([i, readStruct(bytes, 0, bytes.length)[1]]).toEqual([i, bytes.length - 1]);
    }
    expect(readStruct(struct(12, [0x15, 2, 0]), 0, 6)[1]).toBe(5);
    for (const type of [10, 11, 13, 14, 15])
      expect(() => readStruct(struct(type, [0]), 0, 4)).toThrow(`a value of type ${type} at byte 1`);
    // A long head: the number of the field follows. A list of truth values has a byte for each; a long one says its length.
    expect(readStruct(Uint8Array.from([0x05, 128, 2, 9, 0]), 0, 5)[1]).toBe(5);
    expect(readStruct(Uint8Array.from([0x19, 0x21, 1, 0, 0]), 0, 5)[1]).toBe(5);
    expect(readStruct(Uint8Array.from([0x19, 0xf3, 16, ...Array(16).fill(1), 0]), 0, 20)[1]).toBe(20);
    // Structs may lie 32 deep.
    const nested = (depth: number) =>
      Uint8Array.from([...Array(depth - 1).fill(0x1c), ...Array(depth).fill(0)]);
    expect(readStruct(nested(32), 0, 63)[1]).toBe(63);
    expect(() => readStruct(nested(33), 0, 65)).toThrow("structs within structs");
  });

  test("runs are of one value or of groups of eight, the last of which may be filled up", () => {
    const ones = (bytes: readonly number[], width: number, count: number) =>
      checkRuns(Uint8Array.from(bytes), 0, bytes.length, width, count);
    // Five times a one; eight bits of which three are ones; both; a group that is filled up.
    expect([ones([10, 1], 1, 5), ones([3, 0b1010_0010], 1, 8)]).toEqual([5, 3]);
    expect(ones([10, 1, 3, 0b1010_0010], 1, 13)).toBe(8);
    expect([ones([3, 255], 1, 3), ones([129, 2, ...Array(128).fill(255)], 1, 1)]).toEqual([3, 1]);
    // Five times a value of 9 bits, then two groups of them.
    expect(() => ones([10, 1, 1, 5, ...Array(18).fill(0)], 9, 21)).not.toThrow();
    expect(() => ones([10, 1, 1, 5, ...Array(17).fill(0)], 9, 21)).toThrow(/18 bytes are claimed/);
    expect(() => ones([10, 1], 1, 4)).toThrow("a run of 5 values, but 4 are left");
    expect(() => ones([131, 2, ...Array(129).fill(0)], 1, 1)).toThrow("a run of 1032 values, but 1 are left");
    expect(() => ones([1, 255], 1, 8)).toThrow(/a run of 0 values/);
  });

  test("differences are as many as there are values", () => {
    expect(() => checkDifferences(Uint8Array.from([9, 128, 1, 4, 2, 0]), 1, 2)).not.toThrow();
    expect(() => checkDifferences(Uint8Array.from([128, 1, 4, 2, 0]), 0, 3)).toThrow(/2 differences/);
  });

  test("prefixes together are no longer than documents may be", () => {
    // 128 prefixes: 0, and then each a byte longer than the one before, in four parts without bits; a header of the rest.
    const bytes = Uint8Array.from([...varints(128, 4, 128, 0, 2), 0, 0, 0, 0, ...varints(128, 4, 128)]);
    const total = (127 * 128) / 2;
    expect(() => checkPrefixes(bytes, 0, 128, total)).not.toThrow();
    expect(() => checkPrefixes(bytes, 0, 128, total - 1)).toThrow(RangeError);
    // The same with a bit of each difference.
    const ones = Array(16).fill(255);
    const packed = Uint8Array.from([
      ...[...varints(128, 4, 128, 0, 0), 1, 1, 1, 1],
      ...[...ones, ...varints(128, 4, 128)],
    ]);
    expect(() => checkPrefixes(packed, 0, 128, total)).not.toThrow();
    expect(() => checkPrefixes(packed, 0, 128, total - 1)).toThrow(RangeError);
    expect(() => checkPrefixes(packed.subarray(0, 20), 0, 128, total)).toThrow(/are claimed/);
    packed[9] = 33;
    expect(() => checkPrefixes(packed, 0, 128, total)).toThrow(/differences of 33 bits/);
  });
});
