import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../src/features/registry.ts";
import { generate } from "../../src/index.ts";
import { sourceRegistry } from "../../src/sources/registry.ts";
import { oneOf } from "../whole.ts";
import { runCli, spawnCli, temporaryFolder } from "./run-cli.ts";

beforeAll(() => {
  process.chdir(temporaryFolder());
  writeFileSync("a.txt", "abracadabra\n");
});

const bytesOf = async (...argv: string[]) => (await runCli(["generate", ...argv])).stdout;

describe("generate", () => {
  test("a longer sequence begins with the shorter one, across the edge of a chunk", async () => {
    for (const recipe of [
      "uniform(alphabet=27)",
      "golden-mean",
      "uniform(alphabet=300)",
      "replace(fibonacci, eps=0.1)",
    ]) {
      const long = await bytesOf(recipe, "-n", "140000");
      const short = await bytesOf(recipe, "-n", "65537");
      expect(short.equals(long.subarray(0, short.length))).toBe(true);
      expect(long.length).toBe(recipe.includes("300") ? 280_000 : 140_000);
    }
  });

  test("the process writes the bytes that are written here", async () => {
    const argv = ["generate", "zipf(alphabet=256)", "-n", "200kB", "--seed", "5"];
    expect((await spawnCli(argv)).stdout.equals((await runCli(argv)).stdout)).toBe(true);
  });

  test("sizes are symbols, and equal recipes in other words are equal", async () => {
    expect((await bytesOf("coin", "-n", "1KiB")).length).toBe(1024);
    expect((await bytesOf("coin", "-n", "1.5kB")).length).toBe(1500);
    const plain = await bytesOf("golden-mean", "-n", "100");
    expect(await bytesOf(" golden-mean( p = 0.5 ) ", "-n", "100")).toEqual(plain);
    expect(await bytesOf("golden-mean", "-n", "100", "--seed", "1")).toEqual(plain);
    expect(await bytesOf("golden-mean", "-n", "100", "--seed", "2")).not.toEqual(plain);
  });

  test("more than 256 symbols take two bytes, little-endian", async () => {
    const text = (await bytesOf("uniform(alphabet=300)", "-n", "50", "--as", "text")).toString();
    const bytes = await bytesOf("uniform(alphabet=300)", "-n", "50");
    const symbols = Array.from({ length: 50 }, (_, i) => bytes.readUInt16LE(2 * i));
    expect(Math.max(...symbols)).toBeGreaterThan(255);
    expect(text.trim().split(/\s+/).map(Number)).toEqual(symbols);
  });

  test("--as text writes what the source calls its symbols", async () => {
    const text = async (recipe: string, n: string) =>
      (await bytesOf(recipe, "-n", n, "--as", "text")).toString();
    expect(await text("periodic(word=qwerty, phase=0)", "14")).toBe("qwertyqwertyqw");
    expect(await text("thue-morse", "16")).toMatch(/^[01]{16}$/);
    expect(await text("uniform(alphabet=27)", "2000")).toMatch(/^[a-z_ ]{2000}$/);
    expect(await text("file(a.txt)", "11")).toBe("abracadabra");
  });

  test("a terminal gets letters, or bytes that it was asked to take", async () => {
    const argv = ["generate", "uniform(alphabet=256)", "-n", "8"];
    const { status, out, err } = await runCli(argv, { terminal: true });
    expect([status, out]).toEqual([2, ""]);
    expect(err).toMatch(/^mesoscope: symbols as bytes are not for a terminal: [^\n]+--as text[^\n]+\n$/);
    const piped = await runCli(argv);
    expect(await runCli([...argv, "--as", "binary"], { terminal: true })).toEqual(piped);
    expect((await runCli(["generate", "coin", "-n", "8", "--as", "text"], { terminal: true })).out).toMatch(
      /^[01]{8}\n?$/,
    );
    expect((await runCli([...argv, "-o", "/dev/null"], { terminal: true })).status).toBe(0);
  });

  test("a finite source ends by itself", async () => {
    expect((await bytesOf("file(a.txt)")).toString()).toBe("abracadabra\n");
    const shuffled = await bytesOf("shuffle(file(a.txt))");
    expect([...shuffled].sort()).toEqual([...Buffer.from("abracadabra\n")].sort());
    expect(shuffled.toString()).not.toBe("abracadabra\n");
  });

  test("-o writes the file whole, through a link, and leaves nothing beside it", async () => {
    writeFileSync("target.bin", "old and longer than the new one");
    symlinkSync("target.bin", "link.bin");
    const { status, out } = await runCli(["generate", "coin", "-n", "10", "-o", "link.bin"]);
    expect([status, out]).toEqual([0, ""]);
    expect(readFileSync("target.bin")).toEqual(await bytesOf("coin", "-n", "10"));
    expect(readdirSync(".").sort()).toEqual(["a.txt", "link.bin", "target.bin"]);
  });
});

describe("truth", () => {
  test("prints the certified digits and no more, with the way to them", async () => {
    const { out } = await runCli(["truth", "golden-mean"]);
    expect(out).toMatch(/^golden-mean\(p=0\.5\): 2 symbols; 0\.6667 bit of new information each, 33 %/);
    // H(1) = H2(1/3), h = 2/3, E = H(1) - h
    expect(out).toMatch(/^symbol entropy +H\(1\) +0\.918295834054 +bit\/symbol +12$/m);
    expect(out).toMatch(/^entropy rate +h +0\.666666666667 +bit\/symbol +12$/m);
    expect(out).toMatch(/^excess entropy +E +0\.251629167388 +bit +12$/m);
    expect(out).toMatch(/^h: H2\(p\)\/\(2-p\)$/m);
  });

  test("says what is unknown, bounded and infinite", async () => {
    expect((await runCli(["truth", "switch(thue-morse, uniform(alphabet=2), stay=0.99)"])).out).toMatch(
      /^excess entropy +E +unknown/m,
    );
    expect((await runCli(["truth", "thue-morse"])).out).toMatch(/^excess entropy +E +infinite/m);
    const { out } = await runCli(["truth", "replace(thue-morse, eps=0.1)"]);
    expect(out).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("as JSON it has units and full precision", async () => {
    const { out } = await runCli(["truth", "coin(p=0.25)", "-f", "json"]);
    const { recipe, alphabetSize, truth } = JSON.parse(out);
    expect([recipe, alphabetSize]).toEqual(["coin(p=0.25)", 2]);
    // H2(1/4) = 2 - (3/4) log2 3
    expect(truth.entropyRate).toMatchObject({ status: "exact", unit: "bit/symbol" });
    expect(truth.entropyRate.value).toBeCloseTo(2 - 0.75 * Math.log2(3), 12);
    expect(truth.excessEntropy).toMatchObject({ status: "exact", unit: "bit", value: 0 });
  });
});

describe("learnable bits", () => {
  const chain = "random-markov(order=1, alphabet=16, concentration=0.5)";

  test("are a truth of a recipe and a length, with the class in the derivation", async () => {
    const { out } = await runCli(["truth", chain, "-n", "65536"]);
    expect(out).toMatch(/^learnable bits +L\(n\) +785 +bit +3$/m);
    expect(out).toMatch(/^L\(n\): class: chains of this order, a row per context with a Dirichlet\(0\.5\)$/m);
    expect((await runCli(["truth", chain])).out).not.toContain("learnable");
    expect((await runCli(["truth", "coin", "-n", "1e4"])).out).toMatch(/^learnable bits +L\(n\) +unknown/m);
    expect((await runCli(["truth", chain, "-n", "many"])).err).toMatch(/-n: "many" is not a size/);
  });

  test("--export writes samples and truths for other languages, as generate and truth give them", async () => {
    const wide = "uniform(alphabet=300)";
    const argv = ["sources", "--export", "samples/new", chain, wide, "-n", "2000", "--seed", "7"];
    const run = await runCli(argv);
    expect([run.status, run.out, run.err]).toEqual([0, "", ""]);
    expect(readdirSync("samples/new").sort()).toEqual([
      ...["01-random-markov.bin", "01-random-markov.json", "02-uniform.bin", "02-uniform.json"],
    ]);
    const stated = JSON.parse(readFileSync("samples/new/01-random-markov.json", "utf8"));
    expect(stated).toMatchObject({
      tool: { name: "mesoscope", version: expect.any(String) },
      ...{ alphabetSize: 16, n: 2000, seed: 7, file: "01-random-markov.bin", bytesPerSymbol: 1 },
      truths: {
        learnableBits: { unit: "bit", route: expect.stringContaining("class") },
        entropyRate: { unit: "bit/symbol" },
      },
    });
    const { truth } = JSON.parse((await runCli(["truth", stated.recipe, "-n", "2000", "-f", "json"])).out);
    for (const [id, known] of Object.entries(truth)) expect(stated.truths[id]).toMatchObject(known as object);
    for (const [recipe, name] of [
      [chain, "01-random-markov"],
      [wide, "02-uniform"],
    ] as const)
      expect(
        readFileSync(`samples/new/${name}.bin`).equals(await bytesOf(recipe, "-n", "2000", "--seed", "7")),
      ).toBe(true);
    const again = await runCli(argv);
    expect([again.status, again.err]).toEqual([
      2,
      "mesoscope: cannot write samples/new/01-random-markov.bin: it exists already\n",
    ]);
    const short = await runCli(["sources", "--export", "short", "pi", "-n", "2MB"]);
    expect([short.status, short.err]).toEqual([2, "mesoscope: pi(base=10) has only 1000000 symbols\n"]);
  });
});

describe("lists", () => {
  /** All sources with their truths, which take a while: listed once. */
  let listed: Promise<string> | undefined;
  const allSources = async () => {
    listed ??= runCli(["sources", "-f", "json"]).then(({ out }) => out);
    return JSON.parse(await listed);
  };

  test("sources: each with a group, a line, parameters with bounds and defaults, truths and a reference", {
    tags: ["slow"],
  }, async () => {
    const sources = await allSources();
    expect(sources.map(({ id }: { id: string }) => id)).toEqual(sourceRegistry.entries.map(({ id }) => id));
    for (const source of sources)
      expect(source).toMatchObject({ summary: /./, reference: /./, example: /./ });
    const golden = sources.find(({ id }: { id: string }) => id === "golden-mean");
    expect(golden.parameters).toEqual([
      {
        name: "p",
        type: "number",
        bounds: "from 0 to 1",
        default: 0.5,
        description: "probability of a 1 after a 1",
      },
    ]);
    expect(golden.truth.excessEntropy.value).toBeCloseTo(0.2516291673878229, 12);
    const { out } = await runCli(["sources", "golden-mean", "markov"]);
    expect(out).toContain("      p: number from 0 to 1 [0.5]  probability of a 1 after a 1\n");
    expect(out).toContain("H(1) = 0.9182958, h = 0.6666667, E = 0.2516292");
    expect(out).toContain("matrix: array [[[0.9,0.1],[0.1,0.9]]]");
  });

  test("examples of sources that read no file can be generated", { tags: ["slow"] }, async () => {
    const sources: { readonly id: string; readonly example: string }[] = await allSources();
    for (const { id, example } of oneOf(12, sources)) {
      if (id === "file") continue;
      const { status, stdout } = await runCli(["generate", example, "-n", "100"]);
      const { alphabetSize } = await generate(example, 1).collect();
      expect([example, status, stdout.length]).toEqual([example, 0, alphabetSize > 256 ? 200 : 100]);
    }
  });

  test("estimators: each with quantity, unit, convention or none, validity and a reference", async () => {
    const estimators = JSON.parse((await runCli(["estimators", "-f", "json"])).out);
    expect(estimators.length).toBeGreaterThanOrEqual(25);
    for (const estimator of estimators) {
      expect(estimator).toMatchObject({
        summary: /./,
        validity: /./,
        reference: /\d{4}/,
        streams: expect.any(Boolean),
      });
      expect(Object.keys(estimator)).toContain("convention");
    }
    const { out } = await runCli(["estimators", "plug-in"]);
    expect(out.split("\n").slice(0, 2)).toEqual([
      "symbol entropy, H(1) (bit/symbol)",
      "  plug-in  entropy of the empirical distribution of symbols, the maximum likelihood estimate",
    ]);
    const lines = (await runCli(["estimators", "-f", "ndjson"])).out.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(estimators);
  });

  test("corpora: the core set, its state, and what verify finds", async () => {
    const corpora = JSON.parse((await runCli(["corpora", "-f", "json"])).out);
    const core = corpora.filter(({ tier }: { tier: string }) => tier === "core");
    expect(core.length).toBe(25);
    expect(core.every(({ installed }: { installed: boolean }) => installed)).toBe(true);
    const { out } = await runCli(["corpora", "list", "udhr:eng", "moby-dick"]);
    expect(out).toContain("  moby-dick  Moby-Dick (Herman Melville, 1851)\n");
    expect(out).toContain("  udhr:eng  Universal Declaration of Human Rights, English\n");
    expect(out).not.toContain("cmudict");
    const verified = await runCli(["corpora", "verify", "moby-dick", "udhr:jpn"]);
    expect([verified.status, verified.out]).toEqual([
      0,
      "ok       moby-dick\nok       udhr:jpn\n2 ok, 0 not\n",
    ]);
  });

  test("help names every command, and each has examples or an explanation of its own", async () => {
    const short = await runCli(["--help"]);
    expect(short.out.split("\n").length).toBeLessThanOrEqual(70);
    expect(short.out).toContain("mesoscope help --all lists all");
    const { status, out } = await runCli(["help", "--all"]);
    expect(status).toBe(0);
    for (const command of ["ngrams", "generate", "sources", "truth", "estimators", "corpora", "schema"]) {
      expect(out).toMatch(new RegExp(`^ {2}${command} `, "m"));
      const help = await runCli([command, "--help"]);
      expect([help.status, help.err]).toEqual([0, ""]);
      expect(help.out).toMatch(new RegExp(`^Usage: mesoscope ${command} `));
    }
    expect((await runCli(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test("no line of help is wider than a terminal of 80 columns", async () => {
    const helps = [["--help"], ["help", "--all"], ...commands.map(({ name }) => [name, "--help"])];
    for (const argv of helps) {
      const { out } = await runCli(argv);
      expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
    }
  });
});
