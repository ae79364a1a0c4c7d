import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { ReportCall } from "../../../../src/command/command.ts";
import { type LensOptions, lensOf } from "../../../../src/features/lens/plan.ts";
import { readableBytes } from "../../../../src/features/lens/read-lens.ts";

const folder = mkdtempSync(join(tmpdir(), "lens-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "text.txt");
writeFileSync(path, "one\ntwo three\n");

const lens = (options: Partial<LensOptions>, paths = [path]) =>
  lensOf({
    ...{ paths, options: { decompress: true, ...options }, given: new Set(), progress: () => {} },
    io: { cwd: folder, env: {}, stdin: { isTTY: true } },
  } as unknown as ReportCall<LensOptions>);

test("a file of losses that cannot be read is named", async () => {
  writeFileSync(join(folder, "bad"), "no losses");
  await expect(lens({ losses: "none" })).rejects.toThrow(/^none: /);
  await expect(lens({ losses: "bad" })).rejects.toThrow(/bad: /);
});

test("a lens reads one file, as its options say", async () => {
  const { report } = await lens({});
  expect(report).toMatchObject({ size: 14, read: 14, text: true, reader: { kind: "observer" } });
  await expect(lens({}, [])).rejects.toThrow(/lens/);
  await expect(lens({}, [path, path])).rejects.toThrow(/lens/);
});

test("memory reads two megabytes at 210 bytes each, and what follows at 32, of 64 kB at least and 16 MiB at most", () => {
  const [start, first] = [90_000_000, 2_097_152];
  const whole = start + 240 * first;
  for (const [memory, bytes] of [
    [0, 65_536],
    [start + 240 * 65_536, 65_536],
    [start + 240 * 70_000, 70_000],
    [start + 240 * 70_000 - 1, 69_999],
    [whole, first],
    [whole + 27 * 1000, first + 1000],
    [whole + 27 * 1000 - 1, first + 999],
    [1e12, 16_777_216],
  ] as const)
    expect([memory, readableBytes(memory)]).toEqual([memory, bytes]);
  expect(readableBytes()).toBe(readableBytes(350_000_000));
});
