import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { cacheKey, readCache, whyNotUsed, writeCache } from "../../../src/run/cache.ts";
import { installedFolders } from "../../../src/run/installation.ts";
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

test("an entry that somebody else made, or moved, is no entry", () => {
  const [own, other] = [folder(), folder()];
  writeCache(own, key, sample);
  writeCache(other, key, { ...sample, n: 7 });
  // Made with another key, as a forger would have to.
  writeFileSync(entryOf(own), readFileSync(entryOf(other)));
  expect(readCache(own, key)).toBeUndefined();
  // The entry of one key in the place of another.
  const second = cacheKey(["second"]);
  writeCache(own, second, { ...sample, n: 8 });
  writeFileSync(entryOf(own), readFileSync(join(own, second.slice(0, 2), `${second.slice(2)}.json`)));
  expect(readCache(own, key)).toBeUndefined();
  // Signed by a checksum alone, as earlier versions did.
  const body = JSON.stringify(sample);
  const checksum = createHash("sha256").update(body).digest("hex");
  writeFileSync(entryOf(own), `mesoscope-cache/1 ${checksum}\n${body}`);
  expect(readCache(own, key)).toBeUndefined();
});

test("what is no small file of the user is no entry, and larger ones are not written", () => {
  const path = folder();
  writeCache(path, key, sample);
  const whole = readFileSync(entryOf(path));
  for (const make of [
    () => truncateSync(entryOf(path), 300_000_000),
    () => execFileSync("mkfifo", [entryOf(path)]),
    () => symlinkSync("/dev/zero", entryOf(path)),
    () => mkdirSync(entryOf(path)),
  ]) {
    rmSync(entryOf(path), { recursive: true, force: true });
    if (make.toString().includes("truncate")) writeFileSync(entryOf(path), whole);
    make();
    expect(readCache(path, key)).toBeUndefined();
  }
  const large = cacheKey(["large"]);
  writeCache(path, large, "x".repeat(17_000_000));
  expect(readCache(path, large)).toBeUndefined();
});

test.skipIf(process.platform === "win32")("a folder or key that others may use is not used", () => {
  const open = folder();
  chmodSync(open, 0o750);
  writeCache(open, key, sample);
  expect([whyNotUsed(open), readdirSync(open)]).toEqual([`other users can access ${open}: mode 750`, []]);
  const real = folder();
  const link = join(folder(), "link");
  symlinkSync(real, link);
  expect(whyNotUsed(link)).toBe(`${link} is a link`);
  const keyed = folder();
  writeFileSync(join(keyed, "key"), Buffer.alloc(32), { mode: 0o644 });
  expect(whyNotUsed(keyed)).toContain("other users can access");
  const torn = folder();
  writeFileSync(join(torn, "key"), "", { mode: 0o600 });
  expect(whyNotUsed(torn)).toContain("is not a key of a cache");
  const own = folder();
  expect(whyNotUsed(own)).toBeNull();
  expect(statSync(join(own, "key")).mode & 0o777).toBe(0o600);
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

test("an invalid home gives no cache in the working directory", () => {
  for (const home of ["", "relative", "."]) {
    const { cache, data } = installedFolders({ HOME: home });
    expect([isAbsolute(cache), isAbsolute(data)]).toEqual([true, true]);
  }
  expect(installedFolders({ HOME: "/home/a" }).cache).toMatch(/^\/home\/a\//);
});
