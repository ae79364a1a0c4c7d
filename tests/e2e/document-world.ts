import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { openZstdWasm } from "../../src/estimators/zstd-wasm.ts";
import { sourceFiles } from "../unit/features/check/sources.ts";
import { randomBytes, wordyText } from "./fixtures.ts";

const root = fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, "");

const texts = Array.from({ length: 8 }, (_, i) => ({ id: `d${i}`, text: wordyText(700, 20 + i) }));
const lines = texts.map((record) => `${JSON.stringify(record)}\n`).join("");
const parquet = Buffer.from(
  parquetWriteBuffer({
    columnData: (["id", "text"] as const).map((name) => ({ name, data: texts.map((one) => one[name]) })),
  }),
);
const page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>the white whale</p>";
const warc = `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/\r\nContent-Length: ${page.length}\r\n\r\n${page}\r\n\r\n`;
const log = (seed: number) =>
  Array.from(randomBytes(250, 200, 0, seed), (n, i) => `10:${i % 60} GET /page/${n} ${200 + (n % 3)}\n`).join(
    "",
  );

/** What the documents call their inputs. Long enough for every command to have something to say, and not longer. */
const files: Readonly<Record<string, string | Buffer>> = {
  FILE: wordyText(6000),
  A: wordyText(6000, 2),
  B: wordyText(6000, 3),
  GOOD: wordyText(20_000, 4),
  "DIR/a.txt": wordyText(4500, 5),
  "DIR/b.txt": wordyText(4500, 6),
  "books/a.txt": wordyText(20_000, 7),
  "corpus/0.parquet": parquet,
  "crawl/0.parquet": parquet,
  "words.parquet": parquet,
  "docs.jsonl": lines,
  "crawl.jsonl": lines,
  "old.jsonl": lines,
  "new.jsonl": lines.repeat(2),
  "posts.jsonl.gz": gzipSync(lines),
  "shards/0.jsonl.gz": gzipSync(lines),
  "crawl.warc.gz": gzipSync(warc),
  "book.txt": wordyText(6000, 8),
  "corpus.txt": wordyText(6000, 9),
  "essay.txt": wordyText(6000, 10),
  "target.txt": wordyText(6000, 21),
  "a.txt": wordyText(6000, 11),
  "b.txt": wordyText(6000, 12),
  "c.txt": log(13),
  "access.log": log(14),
  "a.log": log(15),
  "b.log": log(16),
  "notes.md": wordyText(3000, 17),
  "config.json": Array.from(
    { length: 40 },
    (_, i) => `{ "name": "setting-${i}", "value": ${i * i}, "on": ${i % 3 === 0} }\n`,
  ).join(""),
  "firmware.bin": randomBytes(3000),
  "notes/a.md": wordyText(3000, 18),
  "docs/new.md": wordyText(3000, 19),
  "lib/new.js": sourceFiles(1)[0]!.text,
  "integrations/duckdb.sql": execFileSync("cat", [join(root, "integrations/duckdb.sql")]),
  "losses.ndjson": Array.from(
    { length: 6000 },
    (_, offset) => `${JSON.stringify({ doc: 0, offset, bits: 1 + (offset % 7) / 2 })}\n`,
  ).join(""),
  ...Object.fromEntries(
    sourceFiles(6).map(({ name, text }, i) => [`${i % 2 === 0 ? "src" : "tests"}/${name}`, text]),
  ),
};

/** A learner that learns nothing, at once. */
const learner = `exec node -e '
    const [line] = require("fs").readFileSync(0, "latin1").split("\\n", 1);
    const { alphabetSize, ask } = JSON.parse(line);
    for (const block of ask) console.log(JSON.stringify({ block, bits: Math.log2(alphabetSize) }));'`;

/** Programs that the documents name: learners, and what a bare machine may lack. */
const programs: Readonly<Record<string, string>> = {
  CMD: learner,
  python3: learner,
  less: "exec cat",
  mesoscope: `exec node -r "${root}/scripts/one-processor.cjs" "${root}/bin/mesoscope.js" "$@"`,
  duckdb: `exec node --input-type=module -e '
    const { DuckDBInstance } = await import("${import.meta.resolve("@duckdb/node-api")}");
    const { readFileSync } = await import("node:fs");
    const connection = await (await DuckDBInstance.create()).connect();
    await connection.run(readFileSync(0, "utf8"));'`,
};

/** A folder with everything that the documents name; programs are in its `bin`. */
export async function documentWorld(folder: string): Promise<void> {
  const write = (name: string, content: string | Buffer) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  // Started anew, the package would spoil the memory of the one that other tests of this process use.
  const zstd = await openZstdWasm();
  if (!zstd.present) throw new Error(zstd.reason);
  const tar = execFileSync("tar", ["cf", "-", "notes"], { cwd: folder });
  write("archive.tar.zst", Buffer.from(zstd.exports.compress(tar, 3)));
  for (const [name, script] of Object.entries(programs)) {
    write(`.bin/${name}`, `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, ".bin", name), 0o755);
  }
  const git = (...argv: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@localhost", ...argv], { cwd: folder });
  git("init", "-q");
  git("add", "notes.md", "notes", "src/0.js");
  git("commit", "-q", "-m", "first");
}
