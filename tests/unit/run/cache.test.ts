import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { cacheKey, readCache, writeCache } from "../../../src/run/cache.ts";
import { sampleAt } from "../report/hand-made.ts";

const sample = sampleAt("a.txt", [0.1 + 0.2, 0.01], "not beyond", "undecided");
const key = cacheKey(["build", 1, null]);

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "mesoscope-cache-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const entryOf = (path: string) => join(path, key.slice(0, 2), `${key.slice(2)}.json`);

test("what was stored comes back exactly", () => {
  const path = folder();
  expect(readCache(path, key)).toBeUndefined();
  writeCache(path, key, sample);
  expect(readCache(path, key)).toEqual(sample);
  expect(readCache(path, cacheKey(["other"]))).toBeUndefined();
  expect(readdirSync(join(path, key.slice(0, 2)))).toEqual([`${key.slice(2)}.json`]);
});

test("a key depends on every part and on their order", () => {
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(cacheKey(["build", 1, null])).toBe(key);
  const others = [
    ["build", 1],
    [1, "build", null],
    ["build", "1", null],
    ["build1", null],
    ["build", 1, []],
  ];
  expect(new Set([key, ...others.map((parts) => cacheKey(parts))]).size).toBe(6);
});

test("a damaged entry is no entry: every byte flipped, every length cut", () => {
  const path = folder();
  writeCache(path, key, sample);
  const whole = readFileSync(entryOf(path));
  for (let i = 0; i < whole.length; i++) {
    const damaged = Buffer.from(whole);
    damaged[i]! ^= 1;
    writeFileSync(entryOf(path), damaged);
    expect(readCache(path, key)).toBeUndefined();
  }
  for (const length of [0, 1, 17, 83, 84, whole.length - 1]) {
    writeFileSync(entryOf(path), whole.subarray(0, length));
    expect(readCache(path, key)).toBeUndefined();
  }
  writeFileSync(entryOf(path), Buffer.concat([whole, Buffer.from("\n")]));
  expect(readCache(path, key)).toBeUndefined();
  writeCache(path, key, sample);
  expect(readCache(path, key)).toEqual(sample);
});

test("a folder that cannot be written to costs nothing but time", () => {
  const path = folder();
  writeFileSync(join(path, "file"), "in the way");
  for (const bad of [join(path, "file"), join(path, "file", "below"), "/dev/null"]) {
    writeCache(bad, key, sample);
    expect(readCache(bad, key)).toBeUndefined();
  }
  mkdirSync(entryOf(path), { recursive: true });
  writeCache(path, key, sample);
  expect(readCache(path, key)).toBeUndefined();
  expect(readdirSync(join(path, key.slice(0, 2)))).toEqual([`${key.slice(2)}.json`]);
});
