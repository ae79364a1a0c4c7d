import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { splitOutside } from "../../../src/command/options.ts";
import { encodingIds } from "../../../src/core/encoding.ts";
import { parseJson } from "../../../src/core/json.ts";
import { Random } from "../../../src/core/random.ts";
import { readConfig } from "../../../src/features/check/read-config.ts";
import { readPart } from "../../../src/features/score/part-file.ts";
import { Allowance } from "../../../src/input/allowance.ts";
import { memorySource } from "../../../src/input/byte-source.ts";
import { decompress } from "../../../src/input/containers/decompress.ts";
import { compileGlob } from "../../../src/input/glob.ts";
import { isIgnored, parseIgnoreFile } from "../../../src/input/ignore-files.ts";
import { readJsonArray } from "../../../src/input/records/json-array.ts";
import { readJsonLines } from "../../../src/input/records/json-lines.ts";
import { readColumn } from "../../../src/input/records/parquet-columns.ts";
import { readSeparatedValues } from "../../../src/input/records/separated-values.ts";
import { readTar } from "../../../src/input/records/tar.ts";
import { readWarc } from "../../../src/input/records/warc.ts";
import { sampleSource } from "../../../src/input/sample-source.ts";
import { temporaryFolder } from "../../e2e/run-cli.ts";
import { growthOf, mostGrowth } from "../../linearity.ts";
import { member } from "./records/archive.ts";

const folder = temporaryFolder();

/** Bytes of a text that is repeated up to a size. */
const repeated =
  (text: string, before = "", after = "") =>
  (size: number) =>
    Buffer.concat([
      Buffer.from(before, "latin1"),
      Buffer.alloc(size - (size % text.length), text, "latin1"),
      Buffer.from(after, "latin1"),
    ]);
const random = (size: number) => {
  const draws = Random.fromSeed(1);
  return Buffer.from(Uint8Array.from({ length: size }, () => draws.uint32() & 255));
};

type Bytes = (size: number) => Buffer;
type Family = readonly [name: string, make: Bytes];

/** What a reader may be handed whatever its format. */
const anything: readonly Family[] = [
  ["nothing but line feeds", repeated("\n")],
  ["no line feed", repeated("a")],
  ["NULs", repeated("\0")],
  ["noise", random],
  ["quotes", repeated('"')],
  ["open brackets", repeated("[")],
  ["backslashes in a string", repeated("\\", '"')],
];

const readers: readonly (readonly [string, (bytes: Buffer) => unknown, readonly Family[]])[] = [
  [
    "JSON lines",
    (bytes) => readJsonLines(memorySource([bytes]), undefined, "id"),
    [
      ["short lines", repeated("1\n")],
      ["good and bad lines", repeated('1\n{"a"\n')],
    ],
  ],
  [
    "fields of JSON lines",
    (bytes) => readJsonLines(memorySource([bytes]), "t", "id"),
    [
      ["texts", repeated('{"t":"ab"}\n')],
      ["texts with names", repeated('{"t":"ab","id":1}\n')],
    ],
  ],
  [
    "a JSON array",
    (bytes) => readJsonArray(bytes, "t", "id"),
    [
      ["numbers", repeated("1,", "[", "1]")],
      ["lists", repeated("[],", "[", "1]")],
      ["texts", repeated('{"t":"a"},', "[", "1]")],
      ["commas", repeated(",", "[", "]")],
      ["brackets that close", repeated("]", "[")],
      ["blanks", repeated(" ", "[", "1]")],
    ],
  ],
  [
    "separated values",
    (bytes) => readSeparatedValues(bytes, "t", ",", "id"),
    [
      ["rows", repeated("a,b\n", "s,t\n")],
      ["quotes that are not closed", repeated('"a\n', "t\n")],
      ["quotes in cells", repeated('a"b\n', "t\n")],
      ["commas", repeated(",", "t\n")],
    ],
  ],
  [
    "tar",
    (bytes) => readTar(memorySource([bytes])),
    [
      ["small files", (size) => Buffer.concat(Array.from({ length: size / 1024 }, () => member("a", "b")))],
      ["empty files", (size) => Buffer.concat(Array.from({ length: size / 512 }, () => member("a", "")))],
    ],
  ],
  [
    "web archives",
    readWarc,
    [
      ["records", repeated("WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 1\r\n\r\na\r\n\r\n")],
      ["headers without an end", repeated("WARC/1.\r\n")],
      ["starts before one end", repeated("WARC/1.", "", "\r\n\r\n")],
      ["lines before one end", repeated("WARC/1.\r\n", "", "\r\n\r\n")],
      ["ends", repeated("\r\n\r\n")],
      ["empty headers", repeated("WARC/1.0\r\n\r\n")],
      ["blocks that are not there", repeated("WARC/1.0\r\nContent-Length: 999999999\r\n\r\n")],
      ["blocks that end elsewhere", repeated("WARC/1.0\r\nContent-Length: 99\r\n\r\n")],
      ["half ends", repeated("WARC/1.0\r\n\r")],
    ],
  ],
  [
    "Parquet",
    (bytes) => readColumn(memorySource([bytes]), undefined),
    [["a long footer", repeated("\x19\x1c", "", "PAR1")]],
  ],
  [
    "gzip",
    (bytes) => decompress("gzip", bytes, new Allowance(bytes.length)),
    [
      ["empty members", (size) => Buffer.concat(Array.from({ length: size / 20 }, () => gzipSync("")))],
      ["zeros behind", (size) => Buffer.concat([gzipSync("a"), Buffer.alloc(size)])],
    ],
  ],
  [
    "Zstandard",
    (bytes) => decompress("Zstandard", bytes, new Allowance(bytes.length)),
    [
      ["empty frames", (size) => Buffer.alloc(size - (size % 9), Buffer.from("28b52ffd2000010000", "hex"))],
      ["frames to skip", (size) => Buffer.alloc(size - (size % 8), Buffer.from("502a4d1800000000", "hex"))],
    ],
  ],
  ["xz", (bytes) => decompress("xz", bytes, new Allowance(bytes.length)), []],
  ["bzip2", (bytes) => decompress("bzip2", bytes, new Allowance(bytes.length)), []],
  [
    "a part of a job",
    (bytes) => {
      writeFileSync(join(folder, "part"), bytes);
      return readPart(join(folder, "part"), () => {});
    },
    [["records", repeated('{"a":1}\n', '{"mesoscopePart":"x"}\n')]],
  ],
  [
    "a configuration",
    (bytes) => {
      writeFileSync(join(folder, "c.json"), bytes.subarray(0, 1_048_576));
      return readConfig(join(folder, "c.json"), "c.json");
    },
    [
      ["commas", repeated(",")],
      ["commas before a word", repeated("a", ",".repeat(250))],
      [
        "unknown keys",
        (size) => Buffer.from(`{${Array.from({ length: size / 10 }, (_, i) => `"k${i}":1`)}}`),
      ],
      [
        "budgets",
        (size) => Buffer.from(`{"budgets":[${Array.from({ length: size / 40 }, () => '\n{"files":"a"}')}]}`),
      ],
      ["wrong budgets", repeated("{},", '{"budgets":[', "{}]}")],
      ["one long key", repeated("a", '{"', '":1}')],
    ],
  ],
  [
    "JSON",
    (bytes) => {
      try {
        parseJson(bytes.toString("latin1"), Number, 10_000);
      } catch {
        // What is no JSON is found in one pass, too.
      }
    },
    [
      ["texts", repeated('"a\\"",', '["a",', '"b"]')],
      ["an open text", repeated('\\"', '"', "")],
      ["backslashes", repeated("\\\\", '"', '"')],
      ["digits", repeated("12", "", "")],
      ["numbers", repeated("1.50,", "[", "1]")],
      ["brackets", repeated("[", "", "")],
      ["records", repeated('{"a":', "", "")],
      ["lists side by side", repeated("[[],{}],", "[", "1]")],
      ["blanks", repeated(" ", "", "1")],
      ["a word", repeated("true", "", "")],
    ],
  ],
  [
    "an ignore file",
    (bytes) => {
      const rules = parseIgnoreFile(bytes.toString("latin1"));
      const all = { around: null, prefix: "", above: "", rules };
      return isIgnored(all, `${"a/".repeat(20)}aaaaaaaaaa`, false);
    },
    [
      ["stars", repeated("*a*a*a*b\n")],
      ["sets", repeated("[a-z][^a]\n")],
      ["blanks behind", repeated(" ", "a")],
      ["folders at any depth", repeated("**/a/**/b\n")],
      ["comments", repeated("#\n")],
    ],
  ],
  ["a list of names", (bytes) => splitOutside(bytes.toString("latin1")), [["commas", repeated("a,")]]],
];

/** A wildcard of each kind, many times, against a path that almost matches. */
const globs: readonly (readonly [string, (size: number) => string])[] = [
  ["stars", (size) => `${"*a".repeat(size / 2)}b`],
  ["stars and folders", (size) => `${"**/".repeat(size / 3)}b`],
  ["question marks", (size) => "?".repeat(size)],
  ["open brackets", (size) => "[".repeat(size)],
  ["open brackets before one that closes", (size) => `${"[".repeat(size)}]`],
  ["sets", (size) => "[a-z]".repeat(size / 5)],
  ["a large set", (size) => `*[${"b-".repeat(size / 2)}]`],
  ["choices", (size) => "{a,b}".repeat(size / 5)],
  ["empty choices", (size) => `${"{,a}".repeat(size / 4)}b`],
  ["choices of stars", (size) => `${"{*,a*}".repeat(size / 6)}b`],
  ["nested choices", (size) => `${"{a,".repeat(size / 4)}b${"}".repeat(size / 4)}`],
  ["open braces", (size) => `${"{a,".repeat(size / 3)}*`],
  ["backslashes", (size) => `*${"\\".repeat(size)}`],
];
const path = "a".repeat(500);

const tables = {
  readers: readers.flatMap(([format, read, own]) =>
    [...own, ...(format === "a part of a job" ? [] : anything)].map(
      ([name, make]) =>
        [`${format}: ${name}`, (further: number) => growthOf(make, read, { further })] as const,
    ),
  ),
  globs: globs.flatMap(([name, make]) => [
    [
      `globs: ${name}, the glob doubled`,
      (further: number) =>
        growthOf(make, (glob) => compileGlob(glob).matches(path), { size: 64, most: 4096, further }),
    ] as const,
    [
      `globs: ${name}, the path doubled`,
      (further: number) =>
        growthOf((size) => "a".repeat(size), compileGlob(make(100)).matches, { most: 1_000_000, further }),
    ] as const,
  ]),
  encodings: encodingIds
    .filter((encoding) => ["bytes", "characters", "words"].includes(encoding))
    .flatMap((encoding) =>
      [...anything, ["one letter and blanks", repeated("a ")] as Family].map(
        ([name, make]) =>
          [
            `${encoding}: ${name}`,
            (further: number) =>
              growthOf(
                make,
                (bytes) =>
                  sampleSource(memorySource([bytes]), {
                    sample: "all",
                    encoding,
                    random: Random.fromSeed(1),
                  }),
                { further },
              ),
          ] as const,
      ),
    ),
};
const all = Object.values(tables).flat();

/** Those that were quadratic once, and a few of their neighbours. */
const usual = new Set([
  "web archives: headers without an end",
  "web archives: lines before one end",
  "a configuration: commas before a word",
  "an ignore file: stars",
  "globs: choices, the glob doubled",
  "JSON lines: short lines",
]);

type Measure = (further: number) => Promise<{ time: number; memory: number }>;

async function requireLinear(measure: Measure): Promise<void> {
  // Whatever else the machine does only adds: what is linear shows it in one of several attempts, of which the later ones
  // are of larger inputs.
  let found = await measure(0);
  for (let i = 0; i < 11 && Math.max(found.time, found.memory) > mostGrowth; i++) {
    const { time, memory } = await measure(i >> 1);
    found = { time: Math.min(found.time, time), memory: Math.min(found.memory, memory) };
  }
  expect(found.time).toBeLessThanOrEqual(mostGrowth);
  expect(found.memory).toBeLessThanOrEqual(mostGrowth);
}

describe("an input twice as large takes at most 2.3 times the time and memory", () => {
  const some = all.filter(([name]) => usual.has(name));
  it.each(some)("%s", async (_name, measure) => requireLinear(measure));
  const others = all.filter(([name]) => !usual.has(name));
  // All of them are a campaign: npm run campaign:linearity.
  const whole = process.env["MESOSCOPE_LINEARITY"] === "1";
  const tried = whole ? others : others.filter((_, i) => i % 16 === 0);
  it.each(tried)("%s", { tags: ["slow"] }, async (_name, measure) => requireLinear(measure));
});

it("tells what is quadratic from what is linear", async () => {
  const quadratic = (text: string) => {
    let sum = 0;
    for (let i = 0; i < text.length; i += 10) sum += text.indexOf("b", i);
    return sum;
  };
  const { time } = await growthOf((size) => "a".repeat(size), quadratic, { size: 20_000 });
  expect(time).toBeGreaterThan(mostGrowth);
});
