import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { ReportCall } from "../../../../src/command/command.ts";
import { UsageError } from "../../../../src/core/errors.ts";
import { type LensOptions, lensOf } from "../../../../src/features/lens/plan.ts";

const folder = mkdtempSync(join(tmpdir(), "lens-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "text.txt");
writeFileSync(path, "one\ntwo three\n");

const lens = (options: Partial<LensOptions>, paths = [path]) =>
  lensOf({
    ...{ paths, options: { decompress: true, ...options }, given: new Set(), progress: () => {} },
    io: { cwd: folder, env: {}, stdin: { isTTY: true } },
  } as unknown as ReportCall<LensOptions>);

test.each([
  ["2:5", 8],
  ["8", 8],
  ["0x8", 8],
  ["0XA", 10],
  ["0", 0],
  ["1:4", 3],
])("--at %s is byte %i", async (at, offset) => {
  expect((await lens({ at })).report.at!.place.offset).toBe(offset);
});

const wanted = "--at takes line:column, both from 1, or a byte offset, not";
test.each<[Partial<LensOptions>, string | RegExp]>([
  ...[
    "",
    "1:0",
    "0:1",
    "-1",
    "1:",
    ":1",
    "1:2:3",
    "x",
    "0xg",
    "1.5",
    "12345678901",
    "1:12345678901",
    " 1",
  ].map((at): [object, string] => [{ at }, `${wanted} "${at}"`]),
  [{ at: "14" }, /^--at 14: \w/],
  [{ at: "9:1" }, /^--at 9:1: \w/],
  [{ by: "m", losses: "l" }, "--by and --losses exclude each other"],
  [{ losses: "l", learner: "p" }, "--losses and --learner exclude each other"],
  [{ by: "m", losses: "l", learner: "p" }, "--by and --losses exclude each other"],
])("%j is refused", async (options, message) => {
  const refused = lens(options);
  await expect(refused).rejects.toThrow(message);
  await expect(refused).rejects.toBeInstanceOf(UsageError);
});

test("what another reader needs is named where it cannot be had", async () => {
  writeFileSync(join(folder, "bad"), "no model");
  await expect(lens({ by: "none" })).rejects.toThrow(/^none: /);
  await expect(lens({ by: "bad" })).rejects.toThrow(/^bad: /);
  await expect(lens({ losses: "none" })).rejects.toThrow(/^none: /);
  await expect(lens({ losses: "bad" })).rejects.toThrow(/bad: /);
});

test("a lens reads one file, as its options say", async () => {
  const { report } = await lens({});
  expect(report).toMatchObject({ size: 14, read: 14, at: null, text: true, reader: { kind: "observer" } });
  await expect(lens({}, [])).rejects.toThrow(/lens/);
  await expect(lens({}, [path, path])).rejects.toThrow(/lens/);
});
