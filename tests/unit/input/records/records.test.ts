import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { memorySource } from "../../../../src/input/byte-source.ts";
import { openInput } from "../../../../src/input/open-input.ts";
import { defaultReading, type Reading } from "../../../../src/input/reading.ts";
import { member, signed } from "./archive.ts";

async function opened(name: string, content: string | Uint8Array, reading: Partial<Reading> = {}) {
  const source = memorySource([Buffer.from(content as string)]);
  const {
    source: inner,
    container,
    records,
  } = await openInput(source, name, { ...defaultReading, ...reading });
  const ends = [0, ...Array.from(inner.documentEnds)];
  const documents = ends
    .slice(1)
    .map((end, i) => Buffer.from(inner.read(ends[i]!, end - ends[i]!)).toString());
  return { documents, container, format: records?.format ?? null, bad: records?.bad ?? null };
}

describe("JSON lines", () => {
  const lines = '{"text":"one","n":1}\n\n{"text":"zwei ä"}\nnot json\n{"n":2}\n{"text":7}\n{"text":"last"}';

  it("are documents themselves, or hold their text in a field", async () => {
    expect(await opened("a.jsonl", lines)).toEqual({
      documents: [
        '{"text":"one","n":1}\n',
        '{"text":"zwei ä"}\n',
        '{"n":2}\n',
        '{"text":7}\n',
        '{"text":"last"}',
      ],
      container: null,
      format: "jsonl",
      bad: { count: 1, line: 4, offset: 41, reason: "not JSON" },
    });
    const { documents, bad } = await opened("a.ndjson", lines, { field: "text" });
    expect(documents).toEqual(["one", "zwei ä", "last"]);
    expect(bad).toEqual({ count: 3, line: 4, offset: 41, reason: "not JSON" });
  });

  it("may be compressed, nested and broken in their own ways", async () => {
    const nested = '{"message":{"body":"in"},"message.tag":"flat"}\n{"message":{}}\n{"message":null}\n';
    const found = await opened("a.jsonl.gz", gzipSync(nested), { field: "message.body" });
    expect(found).toEqual({
      documents: ["in"],
      container: "gzip",
      format: "jsonl",
      bad: { count: 2, line: 2, offset: 47, reason: 'no field "message.body"' },
    });
    expect((await opened("a.jsonl", nested, { field: "message.tag" })).documents).toEqual(["flat"]);
    const latin = Buffer.from('{"text":"\xe4"}\n{"text":"ok"}\n', "latin1");
    expect(await opened("a.jsonl", latin, { field: "text" })).toMatchObject({
      documents: ["ok"],
      bad: { count: 1, line: 1, offset: 0 },
    });
    await expect(opened("a.jsonl", '{"__proto__":{"x":"y"}}\n', { field: "constructor" })).rejects.toThrow(
      'no field "constructor"; there are __proto__.x',
    );
  });
});

describe("JSON", () => {
  it("is one document unless a field is requested", async () => {
    const text = '[{"t":"a"},\n {"u":1}, {"t":"b"}]';
    expect((await opened("a.json", text)).documents).toEqual([text]);
    expect(await opened("a.json", text, { field: "t" })).toMatchObject({
      documents: ["a", "b"],
      bad: { count: 1, line: 2, offset: 13, reason: 'no field "t"' },
    });
    expect((await opened("a.json", '{"t":"only"}', { field: "t" })).documents).toEqual(["only"]);
    await expect(opened("a.json", '[{"t":', { field: "t" })).rejects.toThrow("is not JSON");
  });
});

describe("separated values", () => {
  it("give the text of a column", async () => {
    const text = 'id,text\r\n1,"a, b\r\nc"\r\n2\r\n3,d,e\r\n4,last\r\n';
    expect((await opened("a.csv", text)).documents).toEqual([text]);
    expect(await opened("a.csv", text, { field: "text" })).toMatchObject({
      documents: ["a, b\r\nc", "last"],
      format: "csv",
      bad: { count: 2, line: 4, offset: 22, reason: "1 cells, not 2" },
    });
    expect((await opened("a.tsv", "x\ty\n1\t2,3\n", { field: "y" })).documents).toEqual(["2,3"]);
    await expect(opened("a.csv", text, { field: "body" })).rejects.toThrow(
      'no column "body"; there are id, text',
    );
    const twice = "id,text,id,text,z,z\n1,one,2,two,3,3\n";
    for (const field of ["id", "text"])
      await expect(opened("a.csv", twice, { field })).rejects.toThrow(
        `ambiguous: column "${field}" occurs twice`,
      );
    // Of columns that nobody reads any may have the same name.
    expect((await opened("a.csv", "a,b,z,z\n1,2,3,3\n", { field: "b" })).documents).toEqual(["2"]);
    const broken = await opened("a.csv", 'a,b\n1,2\n3,"4" 5\n6,7\n', { field: "b" });
    expect(broken.documents).toEqual(["2", "7"]);
    expect(broken.bad).toMatchObject({ count: 1, line: 3, offset: 8 });
  });
});

describe("Parquet", () => {
  const columns = [
    { name: "id", data: [1, 2, 3], type: "INT32" as const },
    { name: "text", data: ["one", "two", null], type: "STRING" as const, nullable: true },
  ];

  it.each(["SNAPPY", "UNCOMPRESSED"] as const)("%s: gives the text of a column", async (codec) => {
    const bytes = new Uint8Array(parquetWriteBuffer({ columnData: columns, codec }));
    expect(await opened("a.bin", bytes)).toMatchObject({
      documents: ["one", "two"],
      format: "parquet",
      bad: { count: 1, reason: 'row 2 has no text in "text"' },
    });
    await expect(opened("a.parquet", bytes, { field: "body" })).rejects.toThrow(
      'no column "body"; there are id, text',
    );
    const twice = parquetWriteBuffer({ columnData: [...columns, columns[1]!], codec });
    await expect(opened("a.parquet", new Uint8Array(twice), { field: "text" })).rejects.toThrow(
      'ambiguous: column "text" occurs twice',
    );
    await expect(opened("a.parquet", bytes.subarray(0, bytes.length - 9))).rejects.toThrow(
      /^cannot be read as Parquet: /,
    );
  });

  it("continues after a damaged row group", async () => {
    const data = Array.from({ length: 6 }, (_, i) => `text number ${i}`);
    const bytes = new Uint8Array(
      parquetWriteBuffer({
        columnData: [{ name: "t", data, type: "STRING" }],
        rowGroupSize: 2,
        codec: "SNAPPY",
      }),
    );
    const at = Buffer.from(bytes).indexOf("text number 2");
    bytes.fill(0xff, at - 12, at + 8);
    const { documents, bad } = await opened("a.parquet", bytes);
    expect(documents).toEqual(["text number 0", "text number 1", "text number 4", "text number 5"]);
    expect(bad?.count).toBe(2);
    expect(bad?.reason).toMatch(/^rows 2 to 3 cannot be read: /);
  });
});

describe("tar", () => {
  it("holds files; what describes them is no document", async () => {
    const archive = Buffer.concat([
      member("folder/", "", "5"),
      member("pax", "19 path=folder/one\n", "x"),
      member("one", "first"),
      member("two", "x".repeat(600)),
      Buffer.alloc(1024),
    ]);
    expect(await opened("unnamed", archive)).toEqual({
      documents: ["first", "x".repeat(600)],
      container: null,
      format: "tar",
      bad: null,
    });
    expect((await opened("a.tgz", gzipSync(archive))).container).toBe("gzip");
    expect((await opened("a.tar", archive, { records: "none" })).documents).toHaveLength(1);
  });

  it("believes a pax header rather than that of the file", async () => {
    const archive = Buffer.concat([
      member("pax", "10 size=5\n17 comment=über\n16 path=étoile\n", "x"),
      member("one", "first, and what is behind it"),
      member("pax", "22 GNU.sparse.major=1\n", "x"),
      member("sparse", "1\n0\n"),
      member("two", "second"),
      member("pax", "20 size=99999999999\n", "x"),
      member("three", "third"),
    ]);
    expect(await opened("a.tar", archive)).toMatchObject({
      documents: ["first", "second"],
      bad: { count: 2, offset: 3072, reason: "a sparse file" },
    });
  });

  it("hears what GNU tar writes, and no size of what has no content", async () => {
    const large = member("two", "second");
    large.fill(0, 124, 136);
    large[124] = 0x80;
    large[135] = 6;
    const folder = member("folder/", "", "5");
    folder.write("00000001000", 124);
    const pax = member("pax", `70015 comment=${"c".repeat(70_000)}\n10 size=5\n`, "x");
    const archive = [signed(large), signed(folder), pax, member("three", "third, and more")];
    expect(await opened("a.tar", Buffer.concat(archive))).toMatchObject({
      documents: ["second", "third"],
      bad: null,
    });
  });

  it("says which headers are cut off or cannot be understood", async () => {
    const good = member("one", "first");
    const pax = member("pax", "99 path=two\n", "x");
    expect(await opened("a.tar", Buffer.concat([pax, good]))).toMatchObject({
      documents: ["first"],
      bad: { count: 1, offset: 0, reason: "a damaged pax header" },
    });
    expect(
      await opened("a.tar", Buffer.concat([good, member("two", "second").subarray(0, 300)])),
    ).toMatchObject({ documents: ["first"], bad: { count: 1, offset: 1024, reason: "a truncated header" } });
    expect(await opened("a.tar", Buffer.concat([good, Buffer.alloc(300)]))).toMatchObject({ bad: null });
  });

  it("continues at the next whole header", async () => {
    const archive = Buffer.concat([
      member("one", "first"),
      member("two", "second"),
      member("three", "third"),
    ]);
    archive[1024 + 130]! ^= 1;
    expect(await opened("a.tar", archive)).toMatchObject({
      documents: ["first", "third"],
      bad: { count: 1, offset: 1024, line: null, reason: "a damaged header" },
    });
    expect((await opened("a.tar", archive.subarray(0, 2048 + 512 + 2))).bad).toEqual({
      count: 2,
      offset: 1024,
      line: null,
      reason: "a damaged header",
    });
  });
});

describe("WARC", () => {
  const record = (type: string, block: string, content = "text/plain") =>
    `WARC/1.0\r\nWARC-Type: ${type}\r\nContent-Type: ${content}\r\nContent-Length: ${block.length}\r\n\r\n${block}\r\n\r\n`;
  const http = "HTTP/1.1 200 OK\r\nServer: x\r\n\r\n<p>page</p>";

  it("holds what was found, without the headers of HTTP", async () => {
    const archive = [
      record("warcinfo", "software: x"),
      record("response", http, "application/http; msgtype=response"),
      record("request", "GET / HTTP/1.1\r\n\r\n", "application/http"),
      record("conversion", "plain text"),
    ].join("");
    expect(await opened("unnamed", archive)).toMatchObject({
      documents: ["<p>page</p>", "plain text"],
      format: "warc",
      bad: null,
    });
  });

  it("continues at the next record", async () => {
    const first = record("resource", "one");
    const broken = record("resource", "two").replace("Content-Length: 3", "Content-Length: 1");
    const archive = first + broken + record("resource", "three");
    expect(await opened("a.warc", archive)).toMatchObject({
      documents: ["one", "three"],
      bad: {
        count: 1,
        offset: first.length,
        line: null,
        reason: "a block that is longer than its stated length",
      },
    });
    expect((await opened("a.warc", `${first}WARC/1.0\r\nWARC-Type: x\r\n\r\n`)).bad?.reason).toBe(
      "a header without Content-Length",
    );
  });
});

it("fields are for records that have some", async () => {
  await expect(opened("a.txt", "abc", { field: "text" })).rejects.toThrow(/^has no fields to choose from: /);
  await expect(opened("a", "{}", { records: "json" })).rejects.toThrow("records of json need --field");
  expect((await opened("-", '{"a":"x"}\n', { records: "jsonl", field: "a" })).documents).toEqual(["x"]);
  expect(await opened("a.gz", gzipSync("abc"), { decompress: false })).toMatchObject({
    container: null,
    format: null,
  });
});
