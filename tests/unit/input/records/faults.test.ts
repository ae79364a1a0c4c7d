import { describe, expect, it } from "vitest";
import { InputError } from "../../../../src/core/errors.ts";
import { Allowance } from "../../../../src/input/allowance.ts";
import { memorySource } from "../../../../src/input/byte-source.ts";
import { readJsonArray } from "../../../../src/input/records/json-array.ts";
import { readJsonLines } from "../../../../src/input/records/json-lines.ts";
import { everyRecord, type RecordSet } from "../../../../src/input/records/record-set.ts";
import { readSeparatedValues, separatedRecords } from "../../../../src/input/records/separated-values.ts";
import { streamJsonLines } from "../../../../src/input/records/stream-records.ts";
import type { StreamedRecord } from "../../../../src/input/records/streamed-record.ts";
import { looksLikeTar, readTar } from "../../../../src/input/records/tar.ts";
import { readWarc } from "../../../../src/input/records/warc.ts";
import { member, signed } from "./archive.ts";

/** All records in one line each: text, or what is wrong; where, and its name. */
function told(set: RecordSet): string[] {
  return [...everyRecord(set)].map(lineOf);
}

function lineOf({ text, reason, line, offset, key }: StreamedRecord): string {
  const place = [line === null ? [] : `line ${line}`, offset === null ? [] : `byte ${offset}`].flat();
  const what = text === null ? `! ${reason}` : JSON.stringify(Buffer.from(text).toString());
  return [what, ...place, ...(key === null ? [] : [`called ${key}`])].join(", ");
}

describe("WARC", () => {
  const record = (block: string, fields: readonly string[] = ["WARC-Type: resource"], length?: string) =>
    `WARC/1.0\r\n${[...fields, `Content-Length: ${length ?? block.length}`].join("\r\n")}\r\n\r\n${block}\r\n\r\n`;
  const good = record("one");
  const read = (text: string) => told(readWarc(Buffer.from(text)));

  it.each<[string, string, string[]]>([
    ["no archive", "abc", ["! no record begins here, byte 0"]],
    ["no archive, but an end", "abc\r\n\r\n", ["! no record begins here, byte 0"]],
    ["what stands before a record", `abc${good}`, ["! no record begins here, byte 0", '"one", byte 3']],
    [
      "a header without an end",
      `${good}WARC/1.0\r\nWARC-Type: resource\r\n`,
      ['"one", byte 0', `! a header without an end, byte ${good.length}`],
    ],
    ["no length", "WARC/1.0\r\nA: 1\r\n\r\n", ["! a header without Content-Length, byte 0"]],
    ["a length that is none", record("x", [], "-1"), ["! a header without Content-Length, byte 0"]],
    ["a length with more", record("x", [], "1 2"), ["! a header without Content-Length, byte 0"]],
    ["a length of 16 digits", record("x", [], "0".repeat(16)), ["! a header without Content-Length, byte 0"]],
    [
      "a block that is cut off",
      record("abc", [], "99").slice(0, -4),
      ["! a block of 99 bytes, but only 3 exist, byte 0"],
    ],
    [
      "a block that is longer",
      record("two", [], "2") + good,
      [
        "! a block that is longer than its stated length, byte 0",
        `"one", byte ${record("two", [], "2").length}`,
      ],
    ],
    [
      "a record within a header that is no good",
      `WARC/1.0\r\nWARC/1.0\r\n\r\n${good}`,
      ["! a header without Content-Length, byte 0", '"one", byte 22'],
    ],
  ])("%s", (_, text, expected) => expect(read(text)).toEqual(expected));

  it("knows fields however they are written, and reads no others", () => {
    expect(read(record("one", ["warc-type:resource", "warc-record-id:  <urn:1> ", ": none", "x"]))).toEqual([
      '"one", byte 0, called <urn:1>',
    ]);
    for (const type of ["response", "resource", "conversion"])
      expect(read(record(type, [`WARC-Type: ${type}`]))).toEqual([`"${type}", byte 0`]);
    for (const type of ["", "request", "metadata", "revisit", "warcinfo"])
      expect(read(record(type, [`WARC-Type: ${type}`]))).toEqual([]);
    expect(read(record("x", []))).toEqual([]);
    expect(read(record("0", ["WARC-Type: resource"], "000000000000001"))).toEqual(['"0", byte 0']);
  });

  it("leaves out the header of HTTP where there is one", () => {
    const http = ["WARC-Type: response", "Content-Type: application/http;msgtype=response"];
    expect(read(record("HTTP/1.1 200\r\nA: b\r\n\r\nbody\r\n\r\nmore", http))).toEqual([
      '"body\\r\\n\\r\\nmore", byte 0',
    ]);
    expect(read(record("body alone", http))).toEqual(['"body alone", byte 0']);
    expect(read(record("a\r\n\r\nb"))).toEqual(['"a\\r\\n\\r\\nb", byte 0']);
  });

  it("needs no line feeds behind the last record, nor a whole buffer of its own", () => {
    for (const cut of [0, 4]) {
      const bytes = Buffer.from(`..${good}${good}`).subarray(2, 2 + 2 * good.length - cut);
      expect(told(readWarc(bytes))).toEqual(['"one", byte 0', `"one", byte ${good.length}`]);
    }
  });
});

describe("tar", () => {
  const read = (...parts: Buffer[]) => told(readTar(memorySource([Buffer.concat(parts)])));
  const sized = (size: string, type = "0") => {
    const header = member("sized", "", type).subarray(0, 512);
    header.write(size.padEnd(12, "\0"), 124, "latin1");
    return signed(header);
  };

  it.each<[string, Buffer[], string[]]>([
    ["a truncated header", [Buffer.alloc(511, "a")], ["! a truncated header, byte 0"]],
    ["a size that is none", [sized("8")], ["! a damaged header, byte 0"]],
    ["one damaged header after another", [sized("x"), sized("y")], ["! a damaged header, byte 0"]],
    ["a damaged header that is cut off", [sized("x"), Buffer.alloc(100, 1)], ["! a damaged header, byte 0"]],
    ["a file that is cut off", [sized("3")], ["! a file of 3 bytes, but only 0 exist, byte 0"]],
    ["a sparse file", [member("a", "abc", "S")], ["! a sparse file, byte 0"]],
    [
      "a damaged pax header",
      [member("pax", "no record\n", "x"), member("a", "abc")],
      ["! a damaged pax header, byte 0", '"abc", byte 1024, called a'],
    ],
    [
      "a size of pax that is none",
      [member("pax", "10 size=x\n", "x"), member("a", "abc"), member("b", "de")],
      ["! a damaged header, byte 1024", '"de", byte 2048, called b'],
    ],
    [
      "a sparse file of pax",
      [member("pax", "22 GNU.sparse.major=1\n", "x"), member("a", "abc"), member("b", "de")],
      ["! a sparse file, byte 1024", '"de", byte 2048, called b'],
    ],
  ])("%s", (_, parts, expected) => expect(read(...parts)).toEqual(expected));

  it.each([..."0\u00007"])("a file of type %j is one", (type) => {
    expect(read(member("a", "abc", type))).toEqual(['"abc", byte 0, called a']);
  });

  it.each([..."123456gV"])("what is of type %s is none, and does not hide the next", (type) => {
    const content = "23456".includes(type) ? "" : "abc";
    const [length, next] = [content === "" ? 512 : 1024, member("b", "de")];
    expect(read(member("a", content, type), next)).toEqual([`"de", byte ${length}, called b`]);
  });

  it.each([..."23456"])("what is of type %s has no content, whatever its size", (type) => {
    expect(read(sized("1000", type), member("b", "de"))).toEqual(['"de", byte 512, called b']);
  });

  it("has names with what goes before them", () => {
    const prefixed = member("name", "abc");
    prefixed.write("folder/inner", 345);
    expect(read(signed(prefixed))).toEqual(['"abc", byte 0, called folder/inner/name']);
    const long = member("././@LongLink", "of the next alone\0ignored", "L");
    const pax = member("pax", "10 path=p\n\0\0", "x");
    const all = read(long, member("a", "1"), pax, member("b", "2"), member("c", "3"));
    expect(all.map((line) => line.split("called ")[1])).toEqual(["of the next alone", "p", "c"]);
  });

  it("reads sizes of blanks, of NULs behind them and of 95 bits", () => {
    for (const size of ["  3 ", "3", "00000000003"])
      expect(read(sized(size), Buffer.from("abc".padEnd(512, "\0")))).toEqual([
        '"abc", byte 0, called sized',
      ]);
    const huge = sized(`\x80${"\xff".repeat(11)}`);
    expect(read(huge)).toEqual(["! a damaged header, byte 0"]);
  });

  it("begins with a header that says so", () => {
    expect(looksLikeTar(member("a", ""))).toBe(true);
    expect(looksLikeTar(member("a", "").subarray(0, 511))).toBe(false);
    expect(looksLikeTar(Buffer.alloc(512))).toBe(false);
  });
});

describe("JSON", () => {
  const bad: readonly (readonly [string, string])[] = [
    ['{"t":', "not JSON"],
    ['{"t":1}', 'field "t" is not text'],
    ['{"t":null}', 'no field "t"'],
    ["[]", 'no field "t"'],
    ["7", 'no field "t"'],
  ];

  it.each(bad)("the record %s is bad in lines and in an array", async (record, reason) => {
    const good = '{"t":"ok","id":1}';
    const lines = Buffer.from(`${good}\n \n${record}\r\n${good}`);
    const after = good.length + 3;
    expect(told(await readJsonLines(memorySource([lines]), "t", "id"))).toEqual([
      '"ok", line 1, byte 0, called 1',
      `! ${reason}, line 3, byte ${after}`,
      `"ok", line 4, byte ${after + record.length + 2}, called 1`,
    ]);
    if (reason === "not JSON") return;
    const array = Buffer.from(`[\n${good},\n${record},${good}]`);
    expect(told(readJsonArray(array, "t", "id"))).toEqual([
      '"ok", line 2, byte 2, called 1',
      `! ${reason}, line 3, byte ${good.length + 4}`,
      `"ok", line 3, byte ${good.length + 5 + record.length}, called 1`,
    ]);
  });

  it("is UTF-8", async () => {
    expect(
      told(await readJsonLines(memorySource([Buffer.from('"\xff"\n', "latin1")]), undefined, "id")),
    ).toEqual(["! not UTF-8, as JSON must be, line 1, byte 0"]);
  });

  it.each([
    ["", "is not JSON"],
    ["{", "is not JSON"],
    ["[1", "is not JSON: the array that begins at byte 0 has no end"],
    [" [1}", "is not JSON: the array that begins at byte 1 has no end"],
    ['["]', "is not JSON: the array that begins at byte 0 has no end"],
    ["[1]\t\r\n x", "is not JSON: something follows the end of the array at byte 7"],
  ])("the array %j is refused", (text, message) => {
    const read = () => readJsonArray(Buffer.from(text), "t", "id");
    expect(read).toThrow(new InputError(message));
  });

  it.each<[string, string[]]>([
    ["[]", []],
    ["\ufeff[ \n ]\n", []],
    ['{"t":"one"}', ['"one", line 1, byte 0']],
    ['\n {"t":"one"}', ['"one", line 2, byte 2']],
    ["[,]", ["! not JSON, line 1, byte 1", "! not JSON, line 1, byte 2"]],
    ['[{"t":"a"},]', ['"a", line 1, byte 1', "! not JSON, line 1, byte 11"]],
  ])("%j", (text, expected) => expect(told(readJsonArray(Buffer.from(text), "t", "id"))).toEqual(expected));

  it("commas and brackets of strings and of values within part nothing", () => {
    const records = ['{"t":"a,]}\\\\"}', '{"t":"\\"[{","u":[1,[2,3],{"v":4}]}', '{"t":"c"}'];
    const texts = told(readJsonArray(Buffer.from(`\t[ ${records.join(" ,\r\n ")} ]\n`), "t", "id"));
    expect(texts.map((line) => line.split(", line")[0])).toEqual(['"a,]}\\\\"', '"\\"[{"', '"c"']);
  });
});

describe("separated values", () => {
  it("say what is wrong with a record and where", () => {
    const text = 'id,t\na,one\nb\n\nc,"x" y\nd,1,2\ne,"two\nlines"\n';
    expect(told(readSeparatedValues(Buffer.from(text), "t", ",", "id"))).toEqual([
      '"one", line 2, byte 5, called a',
      "! 1 cells, not 2, line 3, byte 11",
      "! 1 cells, not 2, line 4, byte 13",
      "! wrong quotes, line 5, byte 14",
      "! 3 cells, not 2, line 6, byte 22",
      '"two\\nlines", line 7, byte 28, called e',
    ]);
  });

  it("have no record that is longer than memory allows", () => {
    const allowance = new Allowance(0, 800);
    const text = `t\n${"a".repeat(110)}\nb\n`;
    const fields = { field: "t", key: "id", keep: [] };
    expect(separatedRecords(Buffer.from(text), ",", fields, allowance, () => {}).map(lineOf)).toEqual([
      "! not supported: a record of more than 100 bytes, line 2, byte 2",
      '"b", line 3, byte 113',
    ]);
  });

  it("of many columns take as much processor time and memory as is allowed", () => {
    const row = (cell: string) => `${Array.from({ length: 20_000 }, () => cell).join(",")}\n`;
    const header = `${Array.from({ length: 20_000 }, (_, i) => `c${i}`).join(",")}\n`;
    const read = (allowance: Allowance) =>
      readSeparatedValues(Buffer.from(header + row("x")), "c1", ",", "id", allowance);
    expect(read(new Allowance(0)).documents).toBe(1);
    expect(() => read(new Allowance(0, 4_000_000))).toThrow("needs more than 1 MiB of memory");
    let calls = 0;
    class Counted extends Allowance {
      override work() {
        calls++;
      }
    }
    read(new Counted(0));
    expect(calls).toBe(1);
    read(new Counted(0, 2 * (header.length + 256 * 21_000)));
    expect(calls).toBeGreaterThanOrEqual(40_000);
  });

  it("give each record as it stands, with the cells that are kept", () => {
    const bytes = Buffer.from('id\tt\tn\r\na\t"o""ne"\t7\r\nb\t2\r\n\t"three"\t\r\n');
    const heads: string[] = [];
    const fields = { field: "t", key: "id", keep: ["n", "t"] };
    const all = separatedRecords(bytes, "\t", fields, new Allowance(0), (head) =>
      heads.push(Buffer.from(head).toString()),
    );
    expect(heads).toEqual(["id\tt\tn\r\n"]);
    expect(all.map(lineOf)).toEqual([
      '"o\\"ne", line 2, byte 8, called a',
      "! 2 cells, not 3, line 3, byte 21",
      '"three", line 4, byte 26',
    ]);
    expect(all.map(({ record, kept, raw }) => [record, kept, Buffer.from(raw!).toString()])).toEqual([
      [0, ["7", 'o"ne'], 'a\t"o""ne"\t7\r\n'],
      [1, [], "b\t2\r\n"],
      [2, ["", "three"], '\t"three"\t\r\n'],
    ]);
  });

  it.each([
    [{ field: undefined, key: "id", keep: [] }, "records of csv need --field, which holds their text"],
    [{ field: "x", key: "id", keep: [] }, 'no column "x"; there are t'],
    [{ field: "t", key: "other", keep: [] }, 'no column "other"; there are t'],
    [{ field: "t", key: "id", keep: ["n"] }, 'no column "n"; there are t'],
  ])("refuse columns that are not there: %j", (fields, message) => {
    const read = () => separatedRecords(Buffer.from("t\na\n"), ",", fields, new Allowance(0), () => {});
    expect(read).toThrow(message);
  });
});

describe("a stream of JSON lines", () => {
  const streamed = async (chunks: readonly string[], most?: number, field: string | undefined = "t") => {
    const lists: (readonly StreamedRecord[])[] = [];
    const fields = { field, key: "id", keep: ["n"] };
    const bytes = chunks.map((chunk) => Buffer.from(chunk));
    for await (const some of streamJsonLines(bytes, fields, most)) lists.push(some);
    return lists;
  };

  it("is the same wherever it is cut", async () => {
    const text = '{"t":"one","id":"a","n":2.50}\n\n{"t":7}\n{"t":"drei"}';
    const expected = [
      '"one", line 1, byte 0, called a',
      '! field "t" is not text, line 3, byte 31',
      '"drei", line 4, byte 39',
    ];
    for (const cuts of [
      [text],
      [...text],
      [text.slice(0, 29), text.slice(29)],
      [text.slice(0, 30), text.slice(30)],
      ["", text, ""],
    ]) {
      const [some, ...more] = await streamed(cuts);
      expect(more).toEqual([]);
      expect(some!.map(lineOf)).toEqual(expected);
      expect(some!.map(({ record, kept }) => [record, kept.map(String)])).toEqual([
        [0, ["2.50"]],
        [1, ["null"]],
        [2, ["null"]],
      ]);
      expect(some!.map(({ raw }) => Buffer.from(raw!).toString()).join("")).toBe(text.replace("\n\n", "\n"));
    }
    expect(await streamed([])).toEqual([]);
  });

  it("skips records of more bytes than allowed, and continues after them", async () => {
    const text = '{"t":"1"}\n{"t":"22"}\n{"t":"3"}\n';
    for (const cuts of [[text], [...text]]) {
      expect((await streamed(cuts, 10)).flat().map(lineOf)).toEqual([
        '"1", line 1, byte 0',
        "! not supported: a record of 11 bytes, more than 10, line 2, byte 10",
        '"3", line 3, byte 21',
      ]);
      expect((await streamed(cuts, 11)).flat().map(({ reason }) => reason)).toEqual([null, null, null]);
    }
  });

  it("hands over a quarter of a mebibyte together", async () => {
    const line = `${JSON.stringify({ t: "x".repeat(131_072 - 9) })}\n`;
    expect(line).toHaveLength(131_072);
    const lists = await streamed([line, line, line, line, line]);
    expect(lists.map((some) => some.length)).toEqual([2, 2, 1]);
  });
});
