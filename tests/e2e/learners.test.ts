import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { comparisonSchema } from "../../src/features/compare/schema.ts";
import { type Probe, probeSchema } from "../../src/features/probe/schema.ts";
import { type LearnerCurve, learnerCurveSchema } from "../../src/learners/schema.ts";
import { reportSchema } from "../../src/results/report-schema.ts";
import { wordyText } from "./fixtures.ts";
import { violations } from "./json-schema.ts";
import { runCli, spawnCli, temporaryFolder } from "./run-cli.ts";

const text = wordyText(12_000);
const few = ["--halvings", "1"];

beforeAll(() => {
  process.chdir(temporaryFolder());
  writeFileSync("text.txt", text);
  writeFileSync(
    "ten.txt",
    Uint8Array.from({ length: 8192 }, (_, i) => 48 + (((i * i * 7919) >> 5) % 4)),
  );
  // A learner for each way to go wrong, by the name after it.
  writeFileSync(
    "bad.mjs",
    `
    import { readFileSync, writeFileSync } from "node:fs";
    import { spawn } from "node:child_process";
    const input = readFileSync(0);
    const { ask, blocks } = JSON.parse(input.subarray(0, input.indexOf(10)));
    const answer = (bits) => { for (const block of ask) console.log(JSON.stringify({ block, bits })); };
    const ways = {
      late() { spawn("sleep", ["60"], { stdio: "inherit" }); writeFileSync("pid", String(process.pid)); setInterval(() => {}, 1000); },
      left() { const child = spawn("sleep", ["61"], { stdio: "inherit" }); writeFileSync("child", String(child.pid)); answer(1); child.unref(); },
      loud() { for (let i = 0; i < 1000; i++) console.log("x".repeat(100000)); },
      nan() { console.log('{"block":' + ask[0] + ',"bits":NaN}'); },
      short() { console.log(JSON.stringify({ block: ask[0], losses: [1] })); },
      status() { console.error("noise\\nlast \\u001b[31mwords"); process.exitCode = 7; },
      noisy() { for (let i = 0; i < 5000; i++) console.error("x".repeat(100)); answer(2); },
      fine() { answer(2); },
    };
    ways[process.argv[2]]();
    `,
  );
});

const bad = (way: string) => `'${process.execPath}' bad.mjs ${way}`;

const alive = (pid: number) => {
  try {
    // A process that has ended but was not waited for is no longer at work.
    return existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
};
const soonDead = async (file: string) => {
  const pid = Number(readFileSync(file, "utf8"));
  for (let i = 0; i < 200 && alive(pid); i++) await pause(50);
  return !alive(pid);
};

async function curve(argv: readonly string[]): Promise<LearnerCurve> {
  const run = await runCli(["curve", "-f", "json", ...argv]);
  expect([run.status, run.err]).toEqual([0, ""]);
  return JSON.parse(run.out);
}

describe("the curve of a learner", () => {
  test("is what its schema says, and finds what is known of a source", async () => {
    const made = await curve([
      ...["--recipe", "golden-mean", "--sample", "16kB", "--learner", "ngram --order 3", ...few],
    ]);
    expect(learnerCurveSchema.parse(made)).toEqual(made);
    expect(violations(made, JSON.parse((await runCli(["schema", "curve"])).out))).toEqual([]);
    const { excess, cold, impossible } = made.truth!;
    expect(impossible).toBe(false);
    // A chain of order 1: three symbols of context are more than enough, and a block begins with none.
    expect(excess.learner!.interval!.lower).toBeLessThan(cold!.value + 0.002);
    expect(excess.learner!.value).toBeLessThan(0.02);
    expect(made.curve[0]!.learner.value).toBe(1);
    expect(made.perByte).toEqual({ learner: null, observer: null });
  });

  test("of the observer as a learner is that of the observer", async () => {
    const made = await curve(["text.txt", "--learner", "observer", ...few]);
    for (const { difference } of made.curve) expect(difference.value).toBe(0);
    expect(made.structure.learner).toEqual(made.structure.observer);
    expect(made.parts!.map(({ name }) => name)).toContain("start of a word");
  });

  test("is printed, and as rows", async () => {
    const table = await runCli(["curve", "text.txt", "--learner", "ngram", ...few]);
    expect(table.out).toMatch(/^After 11 k symbols the learner has a loss of/);
    for (const line of table.out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    const rows = await runCli(["curve", "text.txt", "--learner", "ngram", ...few, "-f", "csv"]);
    expect(rows.out.split(/\r?\n/)[0]).toBe("what,who,learned,value,lower95,upper95,unit");
  });

  test("names a learner that pays less than anybody can", async () => {
    const run = await runCli([
      ...["curve", "--recipe", "uniform(alphabet=4)", "--sample", "8kB", "--learner", bad("fine"), ...few],
    ]);
    expect(run.out).not.toContain("Nobody can");
    const less = await runCli([
      ...["curve", "--recipe", "uniform(alphabet=8)", "--sample", "8kB", "--learner", bad("fine"), ...few],
    ]);
    expect(less.out.replaceAll(/\s+/g, " ")).toContain(
      "significantly below the entropy rate, which is impossible",
    );
  });
});

describe("a learner beside the observer elsewhere", () => {
  beforeAll(() => {
    writeFileSync(
      "other.txt",
      text.replaceAll(/[a-z]/g, (letter) => "qwertyuiopasdfghjklzxcvbnm"[letter.charCodeAt(0) - 97]!),
    );
  });

  test("prices blocks of one sample after another was learned", { tags: ["slow"] }, async () => {
    const inputs = ["compare", "text.txt", "other.txt", "--distances", "code"];
    const run = await runCli([...inputs, "--learner", "ngram", "-f", "json"]);
    expect([run.status, run.err]).toEqual([0, ""]);
    const comparison = comparisonSchema.parse(JSON.parse(run.out));
    const alone = comparisonSchema.parse(JSON.parse((await runCli([...inputs, "-f", "json"])).out));
    expect({ ...comparison, learner: null }).toEqual(alone);
    const { name, cross } = comparison.learner!;
    expect(name).toBe("ngram");
    expect(cross.map(({ learned, coded }) => [learned, coded])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    for (const [i, { trainingLength, excess, own, rate }] of cross.entries()) {
      expect(trainingLength).toBe(comparison.pairs[0]!.observer!.cross[i]!.trainingLength);
      expect(excess.value).toBeCloseTo(rate.value - own.value, 10);
      expect(excess.interval!.lower).toBeGreaterThan(1);
    }
    const table = await runCli([...inputs, "--learner", "ngram"]);
    expect(table.out).toContain("by what ngram has learned");
    for (const line of table.out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    const flat = await runCli([
      ...inputs.slice(0, 3),
      "--distances",
      "jsd",
      "--learner",
      bad("fine"),
      "-f",
      "json",
    ]);
    for (const one of comparisonSchema.parse(JSON.parse(flat.out)).learner!.cross)
      expect([one.own.value, one.rate.value, one.excess.value]).toEqual([2, 2, 0]);
  });

  test("that fails is named beside what was measured without it", { tags: ["slow"] }, async () => {
    const compared = ["compare", "text.txt", "ten.txt", "--distances", "jsd", "-f", "json"];
    const both = await runCli([...compared, "--learner", bad("status")]);
    expect(both.status).toBe(3);
    expect(both.err).toMatch(/^mesoscope: --learner: learner [^\p{Cc}]+ended with status 7[^\p{Cc}]+\n$/u);
    const { learner, ...others } = comparisonSchema.parse(JSON.parse(both.out));
    expect([learner!.cross, learner!.failed]).toEqual([[], expect.stringContaining("status 7")]);
    const { learner: none, ...alone } = comparisonSchema.parse(JSON.parse((await runCli(compared)).out));
    expect(none).toBeNull();
    expect(others).toEqual(alone);
  });

  test("stands beside the observer in a report of several samples, with those that it cannot learn", {
    tags: ["slow"],
  }, async () => {
    writeFileSync("other.txt", wordyText(6000, 3));
    writeFileSync("short.txt", wordyText(600, 4));
    const inputs = ["text.txt", "short.txt", "other.txt"];
    const run = await runCli([...inputs, "--learner", "ngram", "-f", "json"]);
    expect(run.status).toBe(3);
    expect(run.err).toContain("mesoscope: short.txt: 600 symbols are too few");
    const { samples, learner } = reportSchema.parse(JSON.parse(run.out));
    expect(samples.map(({ name }) => name)).toEqual(inputs);
    expect(learner!.command).toBe("ngram");
    expect(learner!.samples.map(({ name, status }) => [name, status])).toEqual([
      ["text.txt", "ok"],
      ["short.txt", "undefined"],
      ["other.txt", "ok"],
    ]);
    // The same as of the one input by itself.
    const alone = learnerCurveSchema.parse(
      JSON.parse((await runCli(["curve", "text.txt", "--learner", "ngram", "-f", "json"])).out),
    );
    const [first] = learner!.samples;
    if (first?.status !== "ok") throw new Error("no curve");
    expect([first.randomness, first.structure, first.perByte]).toEqual([
      ...[alone.randomness, alone.structure, alone.perByte],
    ]);
    const table = await runCli([...inputs, "--learner", "ngram"]);
    expect(table.out).toMatch(/^For ngram and for the observer, on the same held-out blocks/mu);
    expect(table.out).toMatch(/^[a-z] {2}short\.txt +-$/mu);
    expect(table.out).toMatch(/^[a-z] {2}text\.txt +0\.\d+ \S+ 0\.\d+ +0\.\d+ \S+ 0\.\d+ /mu);
    for (const line of table.out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect((await runCli(["text.txt", "-f", "json"])).out).not.toContain('"learner"');
  });

  test("is named beside a report when it fails, which is whole", async () => {
    const run = await runCli(["text.txt", "--learner", bad("silent"), "-f", "json"]);
    expect(run.status).toBe(3);
    const { samples, learner } = reportSchema.parse(JSON.parse(run.out));
    expect(samples).toHaveLength(1);
    expect(learner!.samples).toEqual([expect.objectContaining({ name: "text.txt", status: "undefined" })]);
    expect(run.err).toContain("mesoscope: text.txt: ");
  });

  test.each([
    [
      ["text.txt", "--learner", "ngram", "-f", "csv"],
      "losses of a learner are printed as table, json and ndjson",
    ],
    [["text.txt", "other.txt", "--losses", "x"], "--losses takes one input, not 2"],
    [["text.txt", "--learner", "ngram", "--losses", "x"], "--learner and --losses exclude each other"],
    [["map", "text.txt", "--losses", "x"], "map takes no --losses"],
  ])("%j is wrong usage of a report", async (argv, message) => {
    const run = await runCli(argv);
    expect([run.status, run.out]).toEqual([2, ""]);
    expect(run.err).toContain(message);
  });
});

describe("a learner that goes wrong", () => {
  const failing = async (learner: string, more: readonly string[] = []) => {
    const run = await runCli(["curve", "text.txt", "--learner", learner, "--halvings", "0", ...more]);
    expect(run.out).toBe("");
    expect(run.err).toMatch(/^mesoscope: [^\p{Cc}]+\n$/u);
    return run;
  };
  test.each([
    [bad("nan"), 3, "line 1 of its answer holds NaN"],
    [bad("short"), 3, "has 1 losses for a block of"],
    [bad("status"), 3, "ended with status 7: last ·[31mwords"],
    [bad("loud"), 3, "bytes of output"],
    ["no-such-program x", 3, "no such program"],
    [".", 3, "is not executable"],
    ["'", 2, "is not closed"],
    ["observer x", 2, "the observer takes no arguments"],
  ])("%s", async (learner, status, message) => {
    const run = await failing(learner);
    expect(run.status).toBe(status);
    expect(run.err).toContain(message);
  });

  test("is ended after its time, with all that it started", { tags: ["slow"] }, async () => {
    // Long enough for it to start, and to say so, on a busy machine.
    const run = await failing(bad("late"), ["--learner-timeout", "3"]);
    expect([run.status, run.err]).toEqual([3, expect.stringContaining("no answer within 3 s")]);
    expect(await soonDead("pid")).toBe(true);
  });

  test("leaves nothing behind when it answers", async () => {
    const begun = performance.now();
    await curve(["text.txt", "--learner", bad("left"), "--halvings", "0"]);
    expect(performance.now() - begun).toBeLessThan(15_000);
    expect(await soonDead("child")).toBe(true);
  });

  test("may write as much as it likes to standard error", async () => {
    const made = await curve(["text.txt", "--learner", bad("noisy"), "--halvings", "0"]);
    expect(made.curve.at(-1)!.learner.value).toBe(2);
    expect(made.parts).toBeNull();
  });

  test("is started by the command line alone", async () => {
    writeFileSync("mesoscope.config.json", JSON.stringify({ budgets: [], learner: "touch started" }));
    const run = await runCli(["check", "text.txt"]);
    expect(run.status).toBe(2);
    expect(existsSync("started")).toBe(false);
  });

  test.each([
    [["text.txt"], 'curve takes a learner, --learner "command", or the losses'],
    [["text.txt", "--learner", "ngram", "--losses", "x"], "exclude each other"],
    [["text.txt", "--losses", "x", "--sample", "5kB"], "--losses and --sample"],
    [["text.txt", "--learner", "ngram", "--halvings", "17"], "--halvings takes a whole number"],
    [["text.txt", "--learner", "ngram", "--learner-timeout", "0"], "--learner-timeout takes seconds"],
  ])("%j is wrong usage", async (argv, message) => {
    const run = await runCli(["curve", ...argv]);
    expect([run.status, run.err]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe("a probe", () => {
  const probe = async (argv: readonly string[]): Promise<Probe> => {
    const run = await runCli(["probe", "-f", "json", "--size", "4kB", ...argv]);
    expect([run.status, run.err]).toEqual([0, ""]);
    return JSON.parse(run.out);
  };

  test("says what n-grams find and what they cannot", async () => {
    const made = await probe(["parity-4", "copy", "order-1", "--learner", "ngram --order 4"]);
    expect(probeSchema.parse(made)).toEqual(made);
    expect(violations(made, JSON.parse((await runCli(["schema", "probe"])).out))).toEqual([]);
    const found = Object.fromEntries(made.items.map((item) => [item.id, item.found]));
    // In the order of the panel. Four symbols tell a parity over four; none tells what stood nine before.
    expect(Object.keys(found)).toEqual(["order-1", "parity-4", "copy"]);
    expect(found["parity-4"]).toBe(1000);
    expect(found["copy"]).toBeNull();
    for (const { points, optimum, impossible } of made.items) {
      expect(points.map(({ learned }) => learned)).toEqual([1000, 2000, 4000]);
      for (const { rate, excess } of points) expect(rate.value - optimum.value).toBeCloseTo(excess.value, 9);
      expect(impossible).toBe(false);
    }
    // Another seed, other symbols, the same optimum.
    const other = await probe(["parity-4", "--learner", "ngram --order 4", "--seed", "2"]);
    expect(other.items[0]!.points[0]!.rate.value).not.toBe(made.items[1]!.points[0]!.rate.value);
    expect(other.items[0]!.optimum).toEqual(made.items[1]!.optimum);
  });

  test("of the observer pays the optimum where it can", { tags: ["slow"] }, async () => {
    const [item] = (await probe(["parity-4"])).items;
    expect(item!.points.at(-1)!.share.value).toBeGreaterThan(0.95);
  });

  test("names who pays less than the optimum, and prices parts by whole blocks where it must", async () => {
    const made = await probe(["frequencies", "copy", "--learner", bad("fine"), "--size", "2kB"]);
    const [frequencies, copy] = made.items;
    expect(frequencies!.impossible).toBe(true);
    // Two bits a symbol, of which the word of 8 costs 26.6 of the 36 bits of a record.
    expect(copy!.points[0]!.rate.value).toBeCloseTo((36 - 8 * Math.log2(10)) / 8, 9);
    expect(copy!.impossible).toBe(false);
  });

  test("is printed, as a page, too", async () => {
    const argv = ["probe", "order-1", "--size", "2kB", "--learner", "ngram"];
    const table = await runCli(argv);
    expect(table.out).toMatch(/^The learner finds [01] of 1 structures within 2 k symbols/);
    for (const line of table.out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect((await runCli([...argv, "-f", "html"])).out).toContain("<td>order-1</td>");
  });

  test.each([
    [["parity"], 2, 'no structure "parity"; did you mean'],
    [["--size", "10"], 2, "--size takes 2000 to 10000000 symbols"],
    [["order-1", "--learner", bad("status")], 3, "ended with status 7"],
  ])("%j is refused", async (argv, status, message) => {
    const run = await runCli(["probe", ...argv]);
    expect([run.status, run.err]).toEqual([status, expect.stringContaining(message)]);
  });
});

describe("losses of a file", () => {
  const lines = (all: readonly object[]) => all.map((one) => `${JSON.stringify(one)}\n`).join("");

  test("are compared on the blocks that they cover", async () => {
    // The second half, two bits a byte; the observer learns the first.
    writeFileSync("half.ndjson", lines([{ doc: 0, offset: 6000, bits: new Array(6000).fill(2) }]));
    const made = await curve(["text.txt", "--losses", "half.ndjson"]);
    expect(made.curve).toHaveLength(1);
    expect(made.curve[0]!.learner).toMatchObject({ value: 2, interval: { lower: 2, upper: 2 } });
    expect(made.learned + made.asked.symbols).toBeGreaterThan(11_500);
    expect(made.asked.symbols).toBeGreaterThan(5_700);
    expect(made.parts!.every(({ learner }) => learner.value === 2)).toBe(true);
    expect(made.structure.learner).toBeNull();
  });

  test("that nobody can have are doubted", async () => {
    writeFileSync("few.ndjson", lines([{ doc: 0, offset: 6000, bits: new Array(6000).fill(0.006) }]));
    const { out } = await runCli(["curve", "text.txt", "--losses", "few.ndjson"]);
    expect(out.replaceAll(/\s+/g, " ")).toMatch(
      /the learner's loss cannot be right\..*less than a tenth of the obs/,
    );
  });

  test("of tokens are bits a byte whatever the tokens, and make no parts", async () => {
    const tokens = Array.from({ length: 2000 }, (_, i) => ({ doc: 0, offset: 6 * i, length: 6, bits: 12 }));
    writeFileSync("tokens.ndjson", lines(tokens));
    const made = await curve(["text.txt", "--losses", "tokens.ndjson"]);
    expect(made.perByte.learner!.value).toBeCloseTo(2, 12);
    expect(made.parts).toBeNull();
  });

  test("make a curve of what was learned", async () => {
    const at = (learned: number, bits: number) => ({
      ...{ doc: 0, offset: 6000, bits: new Array(6000).fill(bits), learned },
    });
    writeFileSync("sizes.ndjson", lines([at(4000, 2), at(0, 8), at(2000, 3)]));
    const made = await curve(["text.txt", "--losses", "sizes.ndjson"]);
    expect(made.curve.map(({ learned, learner }) => [learned, learner.value])).toEqual([
      [0, 8],
      [2000, 3],
      [4000, 2],
    ]);
    // Above 2000 a trapezoid in log m; below, the middle of 2000 and 12 000 bits.
    const above = (Math.LN2 / 2) * 2000 * 1;
    expect(made.structure.learner!.value).toBeCloseTo(7000 + above, 6);
  });

  test.each([
    [[{ doc: 1, offset: 0, bits: 1 }], "text.txt: wrong.ndjson: line 1 has document 1, but there are 1"],
    [[{ doc: 0, offset: 0, bits: 1 }], "cover 0 of the"],
    [
      [{ doc: 0, offset: 6000, bits: new Array(6000).fill(1), learned: 9000 }],
      "the file reports 9000 learned symbols, but only",
    ],
  ])("%#: is refused", async (all, message) => {
    writeFileSync("wrong.ndjson", lines(all));
    const run = await runCli(["curve", "text.txt", "--losses", "wrong.ndjson"]);
    expect([run.status, run.err]).toEqual([3, expect.stringContaining(message)]);
  });

  test("that are no file are refused", async () => {
    for (const path of ["none.ndjson", "/dev/zero", "."]) {
      const run = await runCli(["curve", "text.txt", "--losses", path]);
      expect(run.status).toBe(3);
      expect(run.err).toMatch(/^mesoscope: [^\n]+\n$/);
    }
  });
});

/** A bigram law of bytes that a test can compute, too: what follows a byte is its successor with 1/2, anything else evenly. */
const bitsAfter = (before: number, byte: number) => (byte === ((before + 1) & 255) ? 1 : 1 + Math.log2(255));

/** The same bytes again and again. */
function* repeated(bytes: Buffer): Generator<Buffer> {
  for (;;) yield bytes;
}

describe("a server of completions", () => {
  let server: Server;
  let url = "";
  let way = "fine";
  let failures = 0;
  let requests = 0;

  beforeAll(async () => {
    server = createServer(async (request: IncomingMessage, response) => {
      requests++;
      let body = "";
      for await (const chunk of request) body += chunk;
      const { prompt, max_tokens: most, echo, logprobs } = JSON.parse(body);
      const send = (status: number, content: unknown) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(typeof content === "string" ? content : JSON.stringify(content));
      };
      if (way === "late") return;
      if (failures-- > 0) return send(500, "out of memory");
      if (way === "never") return send(503, "loading");
      if (way === "forbidden") return send(401, { error: { message: "no key" } });
      if (/max-tokens|echoless/.test(way) && most === 0)
        return send(400, { error: "max_tokens must be at least 1" });
      if (way === "html") return send(200, "<html>");
      if (way === "endless") {
        response.writeHead(200);
        return void pipeline(Readable.from(repeated(Buffer.alloc(65_536, " "))), response).catch(() => {});
      }
      if (way === "none" || !echo || !logprobs)
        return send(200, { choices: [{ text: "x", logprobs: null }] });
      const size = way === "longer" ? 5 : 2;
      // Characters in pairs, or another number of them: tokens of this server.
      const characters: string[] = Array.from(prompt);
      const tokens: string[] = [characters[0]!];
      const offsets = [0];
      for (let i = 1; i < characters.length; i += size) {
        tokens.push(characters.slice(i, i + size).join(""));
        offsets.push(i);
      }
      let before = 10;
      const logs = tokens.map((token, i) => {
        if (i === 0) return null;
        let bits = 0;
        for (const byte of Buffer.from(token)) {
          bits += bitsAfter(before, byte);
          before = byte;
        }
        return -bits * Math.LN2;
      });
      if (most === 1) {
        tokens.push("more");
        logs.push(-1);
        offsets.push(characters.length);
      }
      if (way === "positive") logs[3] = 0.5;
      if (way === "other") tokens[2] = "??";
      if (way === "numbered") tokens[2] = 5 as never;
      if (way === "bottomless") logs[3] = Number.MIN_SAFE_INTEGER;
      if (way === "echoless") for (const list of [tokens, offsets, logs]) list.splice(0, list.length - 1);
      if (way === "echoless") offsets[0] = 0;
      if (way === "numerous") tokens.fill("it");
      if (way === "certain") logs.fill(0);
      const shown = way === "marked" ? tokens.map((token) => `_${token}`) : tokens;
      const text_offset = way === "other" ? undefined : offsets;
      const answer = { choices: [{ logprobs: { tokens: shown, token_logprobs: logs, text_offset } }] };
      send(200, JSON.stringify(answer).replace(String(Number.MIN_SAFE_INTEGER), "-1e999"));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const learner = (more = "") => `completions --url ${url}/v1 --model test ${more}`;

  /** What the law costs the blocks that were asked. The sample is all, so that blocks can be found again. */
  async function priced(file: string, as: string): Promise<LearnerCurve> {
    way = as;
    return curve([file, "--sample", "all", "--learner", learner(), ...few]);
  }

  test("is asked once, and its tokens are no matter", { tags: ["slow"] }, async () => {
    requests = 0;
    const fine = await priced("text.txt", "fine");
    expect(fine.learns).toBe(false);
    expect(requests).toBe(fine.asked.blocks);
    const [first] = fine.curve;
    expect(fine.curve.every(({ learner }) => learner.value === first!.learner.value)).toBe(true);
    // No byte of the text follows its predecessor often: between 1 and 9 bits, and the same for any tokens.
    expect(first!.learner.value).toBeGreaterThan(7);
    for (const as of ["longer", "max-tokens", "marked"])
      expect((await priced("text.txt", as)).curve[0]!.learner.value, as).toBeCloseTo(first!.learner.value, 4);
  });

  test("is right to the bit", async () => {
    // A period of 200 successors and a step back: 199 of 200 bytes cost one bit.
    const bytes = Uint8Array.from({ length: 9000 }, (_, i) => 33 + (i % 90));
    writeFileSync("steps.txt", bytes);
    const made = await priced("steps.txt", "fine");
    const per = made.curve[0]!.learner.value;
    // Each block of 128 to 136 bytes has one or two steps back, and a first byte that nothing leads to.
    expect(per).toBeGreaterThan(1 + (1 * Math.log2(255)) / 150);
    expect(per).toBeLessThan(1 + (3 * Math.log2(255)) / 120);
  });

  test("may cut characters and spell bytes that are none", async () => {
    writeFileSync("umlauts.txt", "äöü€😀 ".repeat(800));
    const made = await priced("umlauts.txt", "fine");
    expect(made.curve[0]!.learner.value).toBeGreaterThan(5);
  });

  test("is asked again when it fails for a while", { tags: ["slow"] }, async () => {
    failures = 2;
    expect((await priced("text.txt", "fine")).learns).toBe(false);
  });

  test.each([
    ["late", "--timeout 0.3 --retries 0", "no answer within 0.3 s"],
    ["never", "--retries 1", "status 503: loading"],
    ["forbidden", "", "status 401"],
    ["html", "", "the answer is no completion: <html>"],
    ["none", "", "no log-probabilities of the prompt came back"],
    ["other", "", "are not those of the prompt"],
    ["echoless", "", "are not those of the prompt"],
    ["numerous", "", "are not those of the prompt"],
    ["certain", "", "have the log-probability 0"],
    ["positive", "", "has the log-probability 0.5"],
    ["bottomless", "", "has the log-probability -Infinity"],
    ["numbered", "", "token 2 is no text"],
    ["endless", "--retries 0", "bytes of answer"],
  ])("that is %s ends the run", async (as, more, message) => {
    way = as;
    const run = await runCli(["curve", "text.txt", "--learner", learner(more), "--halvings", "0"]);
    expect([run.status, run.err]).toEqual([3, expect.stringContaining(message)]);
    expect(run.err).toMatch(/^mesoscope: [^\n]+\n$/);
  });

  test("that is not there ends the run, and so does what is no text", async () => {
    const none = await runCli([
      ...["curve", "text.txt", "--learner", "completions --url http://127.0.0.1:1 --retries 0", ...few],
    ]);
    expect(none.status).toBe(3);
    writeFileSync(
      "noise.bin",
      Uint8Array.from({ length: 6000 }, (_, i) => (i * i * 31) & 255),
    );
    way = "fine";
    const noise = await runCli(["curve", "noise.bin", "--learner", learner(), ...few]);
    expect([noise.status, noise.err]).toEqual([3, expect.stringContaining("is not UTF-8")]);
  });
});

test.each([
  ["SIGTERM", 143],
  ["SIGKILL", null],
] as const)("a learner is ended with the command by %s", async (signal, status) => {
  writeFileSync("pid", "0");
  const argv = ["curve", "text.txt", "--learner", bad("late"), "--learner-timeout", "50"];
  const run = spawnCli(argv);
  // The learner writes its number once it runs, which takes its time where all processors are busy.
  while (!(Number(readFileSync("pid", "utf8")) > 0)) await pause(100);
  const pid = Number(readFileSync("pid", "utf8"));
  expect(pid).toBeGreaterThan(0);
  const parent = Number(/\) \w (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))![1]);
  process.kill(parent, signal);
  expect((await run).status).toBe(status);
  expect(await soonDead("pid")).toBe(true);
});

test("records are documents, and whole ones are held out, whatever they are stored as", {
  tags: ["slow"],
}, async () => {
  const documents = Array.from({ length: 40 }, (_, i) => wordyText(700, i + 1));
  writeFileSync("records.jsonl", documents.map((one) => `${JSON.stringify({ text: one })}\n`).join(""));
  writeFileSync(
    "records.csv",
    `text\n${documents.map((one) => `"${one.replaceAll('"', '""')}"\n`).join("")}`,
  );
  for (const file of ["records.jsonl", "records.csv"])
    for (const sample of ["8kB", "all"]) {
      const run = await runCli([
        "curve",
        file,
        "--field",
        "text",
        "--learner",
        "ngram",
        "--sample",
        sample,
        "-f",
        "json",
        ...few,
      ]);
      expect([file, sample, run.err, JSON.parse(run.out).heldOut.kind]).toEqual([
        file,
        sample,
        "",
        "documents",
      ]);
    }
});
