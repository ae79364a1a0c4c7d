import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { MemoryGate, shareOfAll, shareOfLimit } from "../../../src/run/memory-share.ts";
import type { MeasureTask } from "../../../src/run/task.ts";

const folder = mkdtempSync(join(tmpdir(), "share-"));
afterAll(() => rmSync(folder, { recursive: true }));
const mostMemory = 64_000_000;

function taskOf(name: string, bytes: Uint8Array, limited = true): MeasureTask {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const reading = { decompress: true, records: "auto", ...(limited ? { mostMemory } : {}) };
  const options = { sample: 100_000, encoding: "bytes", seed: 1, estimators: [], spectrum: true };
  return { name, input: { kind: "file", path, reading }, options } as unknown as MeasureTask;
}

test("a plain file takes what its sample takes, anything else the whole limit", async () => {
  const text = Buffer.alloc(300_000, "many words ");
  const [plain, small] = [taskOf("a.txt", text), taskOf("b.txt", text.subarray(0, 1000))];
  const packed = taskOf("a.gz", gzipSync(text));
  // 24 bytes a byte and 220 a symbol: 24.4 of 64 MB.
  expect(await shareOfLimit(plain)).toBe(382);
  expect(await shareOfLimit(small)).toBe(4);
  // Of words all 300 kB may be read: 29.2 MB.
  const inWords = { ...plain, options: { ...plain.options, encoding: "words" } } as MeasureTask;
  expect(await shareOfLimit(inWords)).toBe(457);
  expect(await shareOfLimit(packed)).toBe(1000);
  expect(await shareOfLimit(taskOf("gone.tar", text))).toBe(1000);
  expect(await shareOfLimit(taskOf("a.gz", gzipSync(text), false))).toBe(0);
  const counted = {
    ...plain,
    options: {
      ...plain.options,
      sample: "all",
      spectrum: false,
      estimators: [{ id: "plug-in", params: {} }],
    },
  };
  expect(await shareOfLimit(counted as MeasureTask)).toBe(0);
  expect(await shareOfAll([small, plain, small])).toBe(382);
  expect(await shareOfAll([])).toBe(0);
});

test("calls run together while their shares are no more than the whole, in order, and failures give theirs back", async () => {
  const gate = new MemoryGate();
  const log: string[] = [];
  let running = 0;
  const call = (name: string, share: number) =>
    gate.pass(share, async () => {
      running += share;
      expect(running).toBeLessThanOrEqual(1000);
      log.push(name);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= share;
      if (name === "c") throw new Error(name);
    });
  const outcomes = await Promise.allSettled([
    call("a", 600),
    call("b", 400),
    call("c", 1000),
    call("d", 0),
    call("e", 500),
  ]);
  expect(outcomes.map(({ status }) => status === "fulfilled")).toEqual([true, true, false, true, true]);
  expect(log).toEqual(["a", "b", "c", "d", "e"]);
});
