import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { spawnCli, temporaryFolder } from "./run-cli.ts";

async function run(cache: string, env: Record<string, string> = {}): Promise<string> {
  const { status, out, err } = await spawnCli(["-e", "plug-in,zstd,xz", "-f", "json", "-"], {
    stdin: "abracadabra",
    env: { XDG_CACHE_HOME: cache, ...env },
  });
  expect([status, err]).toEqual([0, ""]);
  return out;
}

const runsOf = (file: string) => readFileSync(file).readUInt32LE(0);

describe("compiled code", () => {
  test("is kept, counted, kept anew, and changes nothing; what is damaged or of another build goes", async () => {
    const cache = temporaryFolder();
    const without = await run(cache, { NODE_DISABLE_COMPILE_CACHE: "1" });
    const folder = join(cache, "mesoscope", "code");
    expect(existsSync(folder)).toBe(false);

    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "of-another-build"), "");
    expect(await run(cache)).toBe(without);
    const [name, ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    const file = join(folder, name!);
    expect([runsOf(file), statSync(file).mode & 0o777]).toEqual([1, 0o600]);

    for (const runs of [2, 3, 4]) {
      expect(await run(cache)).toBe(without);
      expect(runsOf(file)).toBe(runs);
    }

    const bytes = readFileSync(file);
    for (const damage of [
      bytes.map((byte, i) => (i === 50_000 ? byte ^ 1 : byte)),
      bytes.subarray(0, 3),
      bytes.subarray(0, 90_000),
    ]) {
      writeFileSync(file, damage);
      expect(await run(cache)).toBe(without);
      expect(runsOf(file)).toBe(1);
    }
  });

  test("is kept apart for each command, in files that lie together", async () => {
    const cache = temporaryFolder();
    await run(cache);
    const folder = join(cache, "mesoscope", "code");
    const ofScan = readdirSync(folder)[0]!;
    const bytes = readFileSync(join(folder, ofScan));
    const { status } = await spawnCli(["--seed", "3", "estimators", "plug-in"], {
      env: { XDG_CACHE_HOME: cache },
    });
    expect(status).toBe(0);
    const other = ofScan.replace(/-scan$/, "-estimators");
    expect(readdirSync(folder).sort()).toEqual([other, ofScan].sort());
    expect(other).not.toBe(ofScan);
    expect(readFileSync(join(folder, ofScan))).toEqual(bytes);
  });

  test("is of parts that have no letters but ASCII, since each is read as one byte", () => {
    const folder = new URL("../../dist/command/", import.meta.url);
    const texts = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "latin1"));
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.join("").match(/[^\0-\x7f]/)).toBeNull();
  });

  test("is not missed where nothing can be written", async () => {
    const file = join(temporaryFolder(), "no-folder");
    writeFileSync(file, "");
    expect(JSON.parse(await run(file)).inputs.ok).toBe(1);
  });
});
