import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Outcome, spawnCli, temporaryFolder } from "./run-cli.ts";

const build = readFileSync(
  new URL("../../node_modules/.cache/mesoscope/dist.sha256", import.meta.url),
  "utf8",
);
const commandFiles = readdirSync(new URL("../../dist/command/", import.meta.url));

function scan(cache: string, env: Record<string, string> = {}): Promise<Outcome> {
  return spawnCli(["-e", "plug-in,zstd,xz", "-f", "json", "-"], {
    stdin: "abracadabra",
    env: { XDG_CACHE_HOME: cache, ...env },
  });
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe("what lies in the cache folder is data", () => {
  test("a run leaves results there and nothing else", async () => {
    const cache = temporaryFolder();
    const { status, err } = await scan(cache);
    expect([status, err]).toEqual([0, ""]);
    const folder = join(cache, "mesoscope");
    expect(existsSync(join(folder, "code"))).toBe(false);
    const files = filesIn(folder);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(file).toMatch(/\/results-2\/(key|[0-9a-f]{2}\/[0-9a-f]{62}\.json)$/);
  });

  test("code that somebody puts there is never run, whatever its name", async () => {
    const cache = temporaryFolder();
    const marker = join(temporaryFolder(), "was-run");
    const poison = `require("node:fs").writeFileSync(${JSON.stringify(marker)}, ""); throw new Error("was run");`;
    const clean = await scan(temporaryFolder());
    await scan(cache);
    // Where earlier versions kept compiled code, and wherever a loader might look.
    const names = [
      ...["scan", "estimators"].map((use) => `code/${build}-${process.version}-${process.arch}-${use}`),
      ...commandFiles,
      ...["index.js", "package.json", "main.js", "mesoscope.js", "node_modules/tinypool/index.js"],
    ];
    const folder = join(cache, "mesoscope");
    const poisoned = [
      ...filesIn(folder).filter((file) => !file.endsWith("/key")),
      ...names.flatMap((name) => [join(folder, name), join(folder, "results-2", name), join(cache, name)]),
    ];
    for (const file of poisoned) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, poison);
    }
    expect((await spawnCli(["-V"], { env: { XDG_CACHE_HOME: cache } })).status).toBe(0);
    const again = await scan(cache);
    expect([again.status, again.err, again.out]).toEqual([0, "", clean.out]);
    expect(existsSync(marker)).toBe(false);
  });

  test("a cache that cannot be written is not missed", async () => {
    const file = join(temporaryFolder(), "no-folder");
    writeFileSync(file, "");
    const { status, out } = await scan(file);
    expect([status, JSON.parse(out).inputs.ok]).toEqual([0, 1]);
  });

  test("no compiled code is kept in the folder for temporary files, which all users share", async () => {
    const temporary = temporaryFolder();
    await scan(temporaryFolder(), { TMPDIR: temporary });
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("a cache that others could write to is not used, and that is said", async () => {
    const cache = temporaryFolder();
    const clean = await scan(cache);
    const folder = join(cache, "mesoscope", "results-2");
    const before = filesIn(folder).length;
    chmodSync(folder, 0o755);
    const open = await scan(cache);
    expect(open.err).toBe(`mesoscope: the cache is not used: other users can access ${folder}: mode 755\n`);
    expect([open.status, open.out]).toEqual([0, clean.out]);
    chmodSync(folder, 0o700);
    chmodSync(join(folder, "key"), 0o644);
    expect((await scan(cache)).err).toContain("other users can access");
    expect(filesIn(folder)).toHaveLength(before);
  });
});

describe("a reader that has gone", () => {
  /** The status of the first command of a pipe whose reader ends at once. */
  const statusOf = (folder: string, line: string) =>
    execFileSync("bash", ["--norc", "-c", `"$NODE" "$MESOSCOPE" ${line} | true; echo "\${PIPESTATUS[0]}"`], {
      cwd: folder,
      encoding: "utf8",
      env: {
        ...process.env,
        NODE: process.execPath,
        MESOSCOPE: new URL("../../bin/mesoscope.js", import.meta.url).pathname,
        XDG_CACHE_HOME: join(folder, ".cache"),
        GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
        GITHUB_WORKSPACE: folder,
      },
      timeout: 50_000,
    }).trim();

  test("takes nothing from the status of a command, nor from what else it writes", { tags: ["slow"] }, () => {
    const folder = temporaryFolder();
    const limits = { budgets: [{ files: "*.txt", symbolEntropy: { max: 1 } }] };
    writeFileSync(join(folder, "mesoscope.config.json"), JSON.stringify(limits));
    writeFileSync(join(folder, "a.txt"), "the quick brown fox jumps over the lazy dog\n".repeat(300));
    writeFileSync(join(folder, "flat.txt"), "a".repeat(9000));
    expect(statusOf(folder, "check a.txt")).toBe("1");
    expect(statusOf(folder, "check -f github a.txt")).toBe("1");
    expect(readFileSync(join(folder, "summary.md"), "utf8")).toContain("1 failed");
    expect(statusOf(folder, "check flat.txt")).toBe("0");
    expect(statusOf(folder, "-e plug-in a.txt missing.txt")).toBe("3");
    expect(statusOf(folder, "-e plug-in -f ndjson a.txt")).toBe("0");
  });

  test("ends what streams without end", () => {
    const folder = temporaryFolder();
    expect(statusOf(folder, "generate uniform -n 100000GB")).toBe("0");
  });
});
