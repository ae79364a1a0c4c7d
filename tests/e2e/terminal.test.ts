import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../src/features/registry.ts";
import { randomBytes, wordyText } from "./fixtures.ts";
import { runCli, spawnShell, temporaryFolder } from "./run-cli.ts";

const quick = ["--jobs", "1", "--sample", "1kB"];
const esc = "\u001b";

beforeAll(() => {
  process.chdir(temporaryFolder());
  writeFileSync("a.txt", wordyText(1200));
  mkdirSync("names");
  for (const name of [
    `${"long".repeat(50)}.txt`,
    "漢字".repeat(20),
    "👩‍👩‍👧‍👦👍🏽🇪🇺".repeat(3),
    `line\nbreak${esc}[31m\u202egpj.exe\u0007`,
    "e\u0301".repeat(40),
  ])
    writeFileSync(`names/${name}`, wordyText(1200));
  mkdirSync("many");
  for (let i = 0; i < 30; i++) {
    writeFileSync(
      `many/${String(i).padStart(2, "0")}`,
      i % 2 === 0 ? wordyText(1200, i) : randomBytes(1200, 64, 48, i),
    );
  }
});

describe("a reader that has seen enough", () => {
  test.each([
    ["scan", "mesoscope -f json a.txt"],
    ["large result", "mesoscope -f json -e top-ngrams,block-entropies,entropy-gains names/* many/*"],
    ["generate", "mesoscope generate uniform -n 200MB"],
    ["sources", "mesoscope sources"],
    ["estimators", "mesoscope estimators -f json"],
    ["corpora", "mesoscope corpora"],
    ["schema", "mesoscope schema"],
    ["help", "mesoscope --help"],
  ])("ends %s with 0 and says nothing", async (_, command) => {
    const { status, err } = await spawnShell(
      `{ ${command}; } 2> >(grep -v "the same file as" >&2) | head -c 1 > /dev/null`,
    );
    expect([status, err]).toEqual([0, ""]);
  });
});

test.each([[["a.txt"]], [["a.txt", "-e", "plug-in"]], [["many"]]])(
  "a file has the text that a screen has: %j",
  async (argv) => {
    const screen = await runCli([...quick, ...argv]);
    expect((await runCli([...quick, ...argv, "-o", "text.txt", "--force"])).status).toBe(0);
    expect(readFileSync("text.txt", "utf8")).toBe(screen.out);
    if (argv.length === 1 && argv[0] === "a.txt") expect(screen.out).toContain("Like ");
  },
);

describe("a provisional row", () => {
  const argv = ["--jobs", "1", "--no-cache", "--no-map", "long.txt"];
  beforeAll(() => writeFileSync("long.txt", wordyText(30_000)));

  test("stands on a terminal while one file is measured, and is erased before the measured one", async () => {
    const { out, err } = await runCli(argv, { terminal: true });
    expect(err).toMatch(
      /\r\u001b\[2K~ {2}long\.txt {2}30 k {2}first 30 k: randomness <= 0\.\d\d {2}measuring/,
    );
    expect(err).toMatch(/\u001b\[2K$/);
    expect(out).toMatch(/^long\.txt: /);
    expect(out).not.toContain("~");
  });

  test("bounds what is measured, for order, text and noise", { tags: ["slow"] }, async () => {
    writeFileSync("order.txt", "ab".repeat(15_000));
    writeFileSync("noise.txt", randomBytes(30_000, 256));
    const env = { XDG_CACHE_HOME: temporaryFolder() };
    for (const name of ["order.txt", "long.txt", "noise.txt"]) {
      const { err } = await runCli(["--jobs", "1", "--no-map", name], { terminal: true, env });
      const shown = Number(/randomness <= (\d\.\d\d)/.exec(err)![1]);
      const { out } = await runCli(["--jobs", "1", "-f", "json", name], { env });
      const measured = JSON.parse(out).samples[0].spectrum.randomness.value;
      expect([name, shown >= measured - 0.02, shown <= measured + 0.3]).toEqual([name, true, true]);
    }
  });

  test("says nothing of what it did not look at", { tags: ["slow"] }, async () => {
    writeFileSync("change.bin", Buffer.concat([Buffer.alloc(70_000), randomBytes(200_000, 256)]));
    const { err, out } = await runCli([...argv.slice(0, -1), "change.bin"], { terminal: true });
    expect(err).toContain("first 66 k: randomness <= 0.0");
    expect(out).toContain("with much noise");
  });

  test("is written nowhere else, and not for what is short, several, or quiet", async () => {
    for (const [given, terminal] of [
      [argv, false],
      [[...argv, "-q"], true],
      [[...argv, "a.txt"], true],
      [[...argv.slice(0, -1), "a.txt"], true],
    ] as const)
      expect((await runCli(given, { terminal })).err).not.toContain("~");
  });
});

describe("standard input", () => {
  test("a dash and nothing at all mean the same", async () => {
    const stdin = wordyText(1200);
    const dash = await runCli([...quick, "-"], { stdin });
    expect(await runCli(quick, { stdin })).toEqual(dash);
    expect(dash.out).toMatch(/^A {2}stdin +1\.?0? k /m);
    expect((await runCli([...quick, "--stdin-name", "the log"], { stdin })).out).toMatch(/^A {2}the log +/m);
  });

  test("with a terminal there and no paths it is not waited for", async () => {
    const { status, out, err } = await runCli([], { terminal: true });
    expect([status, err]).toEqual([0, ""]);
    expect(out).toMatch(/^Usage: mesoscope/);
    expect(out).toContain("Examples:");
  });

  test("a pipeline of two", async () => {
    const { status, out, err } = await spawnShell(
      "mesoscope generate 'uniform(alphabet=27)' -n 4kB --as text | mesoscope --sample 4kB -e plug-in -f csv",
    );
    expect([status, err]).toEqual([0, ""]);
    expect(out.split("\r\n")[1]).toMatch(
      /^sample,stdin,,true,4000,symbolEntropy,plug-in,bit\/symbol,ok,,,,4\.7[45]/,
    );
  });
});

describe("colour", () => {
  const colored = async (argv: readonly string[], options: Parameters<typeof runCli>[1]) =>
    (await runCli([...quick, "a.txt", ...argv], options)).out.includes(`${esc}[`);

  test.each<[boolean, string[], boolean, Record<string, string>]>([
    [true, [], true, {}],
    [false, [], false, {}],
    [false, ["--no-color"], true, {}],
    [false, [], true, { NO_COLOR: "1" }],
    [true, [], true, { NO_COLOR: "" }],
    [true, [], false, { FORCE_COLOR: "1" }],
    [false, [], true, { FORCE_COLOR: "0" }],
    [false, ["--no-color"], true, { FORCE_COLOR: "1" }],
    [false, [], true, { NO_COLOR: "1", FORCE_COLOR: "1" }],
    [false, [], true, { TERM: "dumb" }],
    [false, ["-f", "json"], true, {}],
    [false, ["-f", "csv"], true, { FORCE_COLOR: "1" }],
    [false, ["-o", "colour.txt"], true, { FORCE_COLOR: "1" }],
  ])("%s for %j, terminal %s, %j", async (expected, argv, terminal, env) => {
    expect(await colored(argv, { terminal, env })).toBe(expected);
  });

  test("takes nothing away and adds nothing to what is read", async () => {
    for (const argv of [
      ["a.txt", "--map"],
      ["-e", "plug-in,excess-entropy", "a.txt"],
      ["sources"],
      ["ngrams", "a.txt"],
    ]) {
      const options = argv[0] === "sources" ? argv : [...quick, ...argv];
      const plain = await runCli(options);
      const colored = await runCli(options, { env: { FORCE_COLOR: "1" } });
      expect(colored.out).toContain(`${esc}[`);
      const trimmed = (text: string) => text.replaceAll(/ +$/gm, "");
      expect(trimmed(stripVTControlCharacters(colored.out))).toBe(trimmed(plain.out));
    }
  });
});

describe("ASCII", () => {
  test.each<[string[], Record<string, string>, boolean]>([
    [["--ascii"], {}, true],
    [[], { LC_ALL: "C" }, true],
    [[], { LC_ALL: "", LC_CTYPE: "POSIX" }, true],
    [[], { LC_ALL: "en_US.ISO-8859-1" }, true],
    [[], { TERM: "dumb" }, true],
    [[], { LC_ALL: "de_DE.utf8" }, false],
    [["--no-ascii"], { LC_ALL: "C" }, false],
  ])("%j %j: %s", async (argv, env, ascii) => {
    const { out } = await runCli([...quick, "--map", ...argv, "a.txt", "names"], { env });
    expect(/^[\n -~]*$/.test(out)).toBe(ascii);
    if (ascii) expect(out).toMatch(/\+- 0\.\d/);
    const ngrams = await runCli(["--jobs", "1", "ngrams", ...argv, "a.txt"], { env });
    expect(/^[\n -~]*$/.test(ngrams.out)).toBe(ascii);
  });
});

describe("width", () => {
  const tooWide = (text: string, columns: number) =>
    stripVTControlCharacters(text)
      .split("\n")
      .filter((line) => stringWidth(line) > columns);

  test.each([...commands.map(({ name }) => name), ""])("help of %s fits into 80 columns", async (name) => {
    const { status, out } = await runCli(["help", ...(name === "" ? [] : [name])], { columns: 80 });
    expect([status, tooWide(out, 80)]).toEqual([0, []]);
  });

  test.each([...commands.map(({ name }) => name), ""])(
    "the description of %s fills its lines",
    async (name) => {
      const { out } = await runCli(["help", ...(name === "" ? [] : [name])], { columns: 80 });
      const [, description] = out.split("\n\n");
      const lines = description!.split("\n");
      for (const [i, next] of lines.slice(1).entries())
        expect(`${lines[i]} ${next.split(" ")[0]}`.length, lines[i]).toBeGreaterThan(80);
    },
  );

  test.each([1, 2, 3, 5, 8, 13, 19, 20, 21, 27])("%i columns are no fault", async (columns) => {
    for (const argv of [
      ["-e", "plug-in,block-gain", "--jobs", "1", "a.txt"],
      ["--map", "--jobs", "1", "a.txt"],
      ["explain", "a.txt"],
      ["compare", "a.txt", "names", "--jobs", "1"],
      ["ngrams", "a.txt"],
      ["sources"],
      ["define", "growth"],
    ]) {
      const { status, out, err } = await runCli(argv, { terminal: true, columns });
      expect([argv[0], status]).toEqual([argv[0], 0]);
      expect(err).not.toMatch(/mesoscope:/);
      expect(out.length).toBeGreaterThan(10);
    }
  });

  test.each([
    [["--map", "names", "a.txt", "missing/"]],
    [["--map", "many/0*"]],
    [
      [
        "-e",
        "plug-in,excess-entropy,lempel-ziv-76-rate,top-ngrams(k=9),block-entropies,brotli-ratio",
        "names",
        "a.txt",
      ],
    ],
    [["ngrams", "a.txt", "-k", "1..20"]],
    [["ngrams", "names/long*", "-k", "3"]],
    [["sources"]],
    [["estimators"]],
    [["corpora"]],
    [["truth", "replace(periodic(word=00101), eps=0.1)"]],
    [["--help"]],
    [["ngrams", "--help"]],
    [["generate", "--help"]],
    [["truth", "--help"]],
    [["sources", "--help"]],
    [["estimators", "--help"]],
    [["corpora", "--help"]],
    [["schema", "--help"]],
    [["map", "--help"]],
    [["sweep", "--help"]],
  ])("%j fits 80 columns, in a pipe and on a terminal", async (argv) => {
    const measures =
      !["sources", "estimators", "corpora", "truth"].includes(argv[0]!) && !argv.includes("--help");
    const words = measures ? [...quick, ...argv] : argv;
    // In a pipe neither lists nor names are cut.
    const wide = tooWide((await runCli(words)).out, 80);
    if (!["sources", "estimators", "corpora"].includes(argv.join(" ")))
      expect(wide.filter((line) => !/names\/\S{30}/.test(line))).toEqual([]);
    expect(tooWide((await runCli(words, { terminal: true, columns: 80 })).out, 80)).toEqual([]);
  });

  test("a wider terminal is used, a narrower one gets no map", async () => {
    const wide = await runCli([...quick, "--map", "a.txt"], { columns: 120 });
    expect(Math.max(...wide.out.split("\n").map((line) => stringWidth(line)))).toBeGreaterThan(80);
    const narrow = await runCli([...quick, "--map", "a.txt"], { columns: 37 });
    expect(narrow.out).not.toContain("randomness x");
  });

  test("columns line up under wide and combining characters", async () => {
    const files = readdirSync("names").map((name) => `names/${name}`);
    const { out } = await runCli([...quick, "--no-map", "-q", "--no-color", ...files, "a.txt"], {
      terminal: true,
    });
    const table = out.split("\n\n")[1]!.split("\n").slice(1);
    expect(table).toHaveLength(6);
    const ends = table.map((line) => stringWidth(line.slice(0, line.indexOf(" k ") + 2)));
    expect(new Set(ends).size).toBe(1);
  });
});

describe("names", () => {
  test("control characters are written out wherever a terminal shows them", async () => {
    const hostile = `names/line\nbreak${esc}[31m\u202egpj.exe\u0007`;
    for (const argv of [
      ["--map", hostile],
      ["-e", "plug-in", hostile],
      ["ngrams", hostile],
      ["--map", hostile, `missing${esc}]0;x\u0007`],
    ]) {
      const { out, err } = await runCli([...quick, ...argv], {
        terminal: true,
        env: { NO_COLOR: "1", TERM: "dumb" },
      });
      expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      expect(out).toContain("exe\\u{7}");
    }
  });

  test("a file name with a line break is found in a folder and counted", async () => {
    const { out } = await runCli([...quick, "-e", "plug-in", "-f", "json", "names"]);
    expect(JSON.parse(out).inputs).toEqual({ total: 5, ok: 5, skipped: 0, failed: 0 });
  });

  test("the machine formats keep the name as it is", async () => {
    const hostile = `names/line\nbreak${esc}[31m\u202egpj.exe\u0007`;
    const { out } = await runCli([...quick, "-e", "plug-in", "-f", "json", hostile]);
    expect(JSON.parse(out).samples[0].name).toBe(hostile);
  });
});

describe("how many samples", () => {
  test("with --all 26 samples have a letter each; a pipe gets no map and no hints", async () => {
    const paths = Array.from({ length: 26 }, (_, i) => `many/${String(i).padStart(2, "0")}`);
    const { out } = await runCli([...quick, "--all", ...paths]);
    const [table, kinds, verdicts, ...rest] = out.trimEnd().split("\n\n");
    expect(rest).toEqual([]);
    expect(kinds).toMatch(/^(All )?26 files/);
    const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
    expect(
      table!
        .split("\n")
        .slice(1)
        .map((line) => line[0]),
    ).toEqual(letters);
    expect(
      verdicts!
        .split("\n")
        .filter((line) => line[0] !== " ")
        .map((line) => line[0]),
    ).toEqual(letters);
  });

  test("more than twenty files are one sample for each type, with the map last; --all has all rows", async () => {
    const types = await runCli([...quick, "--map", "-q", "--no-color", "many"], { terminal: true });
    expect(types.out.trimEnd().split("\n").length).toBeLessThanOrEqual(40);
    expect(types.out).toMatch(/^30 files of 2 types; /);
    expect(types.out.trimEnd().split("\n").at(-1)).toContain("randomness x");
    const names = ["many/0*", "many/1*"];
    const { out } = await runCli([...quick, "--map", "-q", "--no-color", ...names], { terminal: true });
    expect(out).toMatch(/^(All )?20 files in many/);
    const blocks = out.trimEnd().split("\n\n");
    // Names are those below the folder.
    expect(blocks[1]!.match(/^[A-T] {2}\d\d /gm)).toHaveLength(20);
    expect(blocks.at(-1)!.split("\n").at(-1)).toContain("randomness x");
    const all = await runCli([...quick, "-f", "csv", "-e", "plug-in", "many"]);
    expect(all.out.trimEnd().split("\r\n")).toHaveLength(31);
    const rows = await runCli([...quick, "--all", "many"]);
    expect(rows.out.split("\n\n")[0]!.split("\n")).toHaveLength(31);
  });

  test("a terminal gets the map, the sizes and what to do next, dim; --quiet takes the hints away", async () => {
    const { out, err } = await runCli([...quick, "a.txt"], { terminal: true });
    expect(out).toContain("randomness x = l(M) / log2 A");
    const last = out.trimEnd().split("\n").slice(-2);
    expect(last[0]).toBe(
      `${esc}[2m1 input · up to 1 k symbols each · ∘ generated · ⠒ up to here: patterns${esc}[22m`,
    );
    expect(last[1]).toMatch(/^.\[2mnext: /);
    // The progress line is erased at the end.
    expect(err.endsWith(`\r${esc}[2K`)).toBe(true);
    const quiet = await runCli([...quick, "--quiet", "a.txt"], { terminal: true });
    expect([quiet.err, quiet.out.includes("next:")]).toEqual(["", false]);
    expect((await runCli([...quick, "--no-map", "a.txt"], { terminal: true })).out).not.toContain(
      "randomness x",
    );
  });
});
