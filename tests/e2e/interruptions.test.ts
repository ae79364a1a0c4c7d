import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { binary, runCli, spawnShell, temporaryFolder } from "./run-cli.ts";

/** Waits until the command has begun to write. @throws Error when it ends before */
async function begun(folder: string, child: ChildProcess): Promise<void> {
  while (!readdirSync(folder).some((name) => name.endsWith(".tmp"))) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode} before it wrote`);
    await sleep(10);
  }
}

describe("an interrupted run", () => {
  test.for([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "%s ends a long generate at once, with %i and nothing left behind",
    async ([signal, status]) => {
      const folder = temporaryFolder();
      const argv = [binary, "generate", "uniform", "-n", "100GB", "-o", join(folder, "long.bin")];
      const child = spawn(process.execPath, argv, { stdio: "ignore" });
      const ended = new Promise((resolve) => child.on("close", resolve));
      try {
        await begun(folder, child);
        child.kill(signal);
        expect(await ended).toBe(status);
        expect(readdirSync(folder)).toEqual([]);
      } finally {
        child.kill("SIGKILL"); // one that does not hear would fill the disk
      }
    },
  );
});

describe("an interrupted scan", () => {
  const folder = temporaryFolder();
  for (let i = 0; i < 40; i++)
    writeFileSync(join(folder, `${i + 10}.txt`), `${i} a sentence that comes again and again, `.repeat(2000));

  test.for([
    ["table", /^ +(sample +)?n +randomness /],
    ["ndjson", /^\{"type":"sample"/],
    ["json", /^\{\n {2}"schemaVersion"/],
  ] as const)("prints as %s what there is, and ends with 130", async ([format, beginning]) => {
    const argv = [binary, folder, "-f", format, "--all", "--sample", "4kB", "--jobs", "1"];
    const cache = temporaryFolder();
    const env = { ...process.env, XDG_CACHE_HOME: cache };
    const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "pipe"], env });
    let out = "";
    let err = "";
    let asked = false; // a second one would end it at once
    child.stdout.on("data", (data) => {
      out += data;
      // After some rows, or where nothing is printed before the end when some are kept.
      if (format === "ndjson" && out.split("\n").length > 4 && !asked) child.kill("SIGINT");
      asked ||= out.split("\n").length > 4;
    });
    child.stderr.on("data", (data) => {
      err += data;
    });
    const closed = new Promise((resolve) => child.on("close", resolve));
    if (format !== "ndjson") {
      const kept = () =>
        readdirSync(cache, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
      while (child.exitCode === null && kept().length < 3) await sleep(10);
      child.kill("SIGINT");
    }
    const status = await closed;
    expect(status).toBe(130);
    expect(out).toMatch(beginning);
    expect(err).toMatch(/: not measured: the run was interrupted before$/m);
    if (format === "json") {
      const { inputs, samples } = JSON.parse(out);
      expect(inputs.total).toBe(inputs.ok + inputs.failed);
      expect(samples).toHaveLength(inputs.ok);
      expect(inputs.ok).toBeGreaterThanOrEqual(3);
    }
  });
});

describe("an interrupted experiment", () => {
  const grid = ["-p", `p=${Array.from({ length: 60 }, (_, i) => (i + 1) / 100).join(",")}`];
  test.for([
    [["sweep", "golden-mean", ...grid, "--size", "20kB"], "csv", /^p,recipe,alphabet,/],
    [["sweep", "golden-mean", ...grid, "--size", "20kB"], "ndjson", /^\{"p":"0.01","recipe"/],
    [
      ["calibrate", "-e", "grassberger,block-gain", "-n", "2e4,3e4", "--repeat", "9"],
      "csv",
      /^source,alphabet,n,/,
    ],
    [
      ["calibrate", "-e", "grassberger,block-gain", "-n", "2e4,3e4", "--repeat", "9"],
      "ndjson",
      /^\{"source":/,
    ],
  ] as const)("$0.0 prints rows of $1 as they come, and ends with 130", async ([argv, format, beginning]) => {
    const child = spawn(process.execPath, [binary, ...argv, "-f", format, "--no-cache", "--jobs", "1"]);
    let [out, err, asked] = ["", "", false];
    child.stdout.on("data", (data) => {
      out += data;
      // A second one would end it at once.
      if (!asked && out.split("\n").length > 2) asked = child.kill("SIGINT");
    });
    child.stderr.on("data", (data) => {
      err += data;
    });
    expect(await new Promise((resolve) => child.on("close", resolve))).toBe(130);
    expect(out).toMatch(beginning);
    expect(out.endsWith("\n")).toBe(true);
    expect(err).toMatch(/: not measured: the run was interrupted before$/m);
  });

  test("a sweep that is cut short leaves its rows in the file, and nothing that claims to repeat it", {
    tags: ["slow"],
  }, async () => {
    const folder = temporaryFolder();
    const argv = ["sweep", "golden-mean", ...grid, "--size", "20kB", "--no-cache", "--jobs", "1"];
    const child = spawn(process.execPath, [binary, ...argv, "-o", join(folder, "sweep.csv")]);
    setTimeout(() => child.kill("SIGTERM"), 2500);
    expect(await new Promise((resolve) => child.on("close", resolve))).toBe(143);
    expect(readdirSync(folder)).toEqual(["sweep.csv"]);
  });
});

describe("what cannot be done is said before the work", () => {
  test("an output that cannot be created is refused before anything is measured", async () => {
    const folder = temporaryFolder();
    // The input does not exist either: had it been looked at, the status would be 3.
    const { status, err } = await runCli(["missing.txt", "-o", join(folder, "none", "report.json")]);
    expect([status, err]).toEqual([
      2,
      expect.stringMatching(/^mesoscope: cannot write .*: no such folder\n$/),
    ]);
    expect(existsSync(join(folder, "none"))).toBe(false);
  });

  test("a folder on standard input is no empty stream", async () => {
    const { status, out, err } = await spawnShell("mesoscope - < /");
    expect([status, out, err]).toEqual([
      3,
      "",
      "mesoscope: stdin: is a folder, not a stream; name it instead\n",
    ]);
  });

  test("help on help is help", async () => {
    const { out } = await runCli(["--help"]);
    for (const asked of ["--help", "-h", "help"])
      expect(await runCli(["help", asked])).toMatchObject({ status: 0, out, err: "" });
  });

  test("help of a command is printed by both of its names", async () => {
    const [short, long] = [await runCli(["help", "ngrams"]), await runCli(["ngrams", "--help"])];
    expect([short.status, short.out]).toEqual([0, long.out]);
    expect(short.out).toMatch(/^Usage: mesoscope ngrams /);
  });

  test("a short sample alone is compared with no others", async () => {
    const text = "a sentence that is not long enough. ".repeat(200);
    const { out } = await runCli(["-", "--jobs", "1"], { stdin: text });
    expect(out).toMatch(/^stdin: /);
    expect(out).not.toMatch(/shorter|ranked|others/);
  });
});

// The native library works in a thread of its own, and would abort the process if the one that waits for it ended before.
describe.skipIf(!existsSync("node_modules/lzma-native/package.json"))("an end in the midst of xz", () => {
  const script = async (argv: readonly string[], kill?: number) => {
    const env = { ...process.env, XDG_CACHE_HOME: temporaryFolder() };
    const child = spawn(process.execPath, argv, { stdio: ["ignore", "ignore", "pipe"], env });
    let err = "";
    child.stderr.on("data", (data) => {
      err += data;
    });
    const closed = new Promise((resolve) => child.on("close", resolve));
    if (kill !== undefined) {
      await sleep(kill);
      child.kill("SIGINT");
    }
    return { status: await closed, err };
  };

  test("ends an interrupted run with 130", { tags: ["slow"] }, async () => {
    const recipe = ["calibrate", "coin", "even", "--repeat", "200", "-n", "1e5"];
    const argv = [binary, ...recipe, "--jobs", "2", "-e", "xz,xz-ratio"];
    for (const wait of [2000, 2300]) {
      const { status, err } = await script(argv, wait);
      expect(err).not.toContain("terminate called");
      expect(status).toBe(130);
    }
  });

  test("leaves the process of a program that stops a call", async () => {
    const library = new URL("../../dist/index.js", import.meta.url).href;
    const program = `import { estimate } from ${JSON.stringify(library)};
      const text = "a text that is long enough to take a while, ".repeat(40000);
      for (let i = 0; i < 5; i++) {
        const stop = new AbortController();
        setTimeout(() => stop.abort(new Error("stopped")), 60 + 20 * i);
        const sample = text.slice(i);
        await estimate(sample, "xz", { signal: stop.signal }).catch((error) => {
          if (error.message !== "stopped") throw error;
        });
      }`;
    expect(await script(["--input-type=module", "-e", program])).toEqual({ status: 0, err: "" });
  });
});
