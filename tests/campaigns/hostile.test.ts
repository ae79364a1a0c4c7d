// @module-tag thorough
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { runCli, temporaryFolder } from "../e2e/run-cli.ts";
import { complaintsOf, record, runsOf, Tally, timeout } from "./campaign.ts";

const seed = 20_264;
const mostSeconds = 10;

/** Parts of names and values that have broken programs before. */
const words = [
  ..."a / \\ .. . * ? [ ] { } ( ) , : ; = - -- ' \" ` $ & | < > # % @ ! ~ ^ + \u0000 \n \r \t \u001b[2J \u001b]0;x\u0007".split(
    " ",
  ),
  ..."\u202e \u200b \ufeff \ud800 \udfff 😀 \u0301 ﷽ __proto__ constructor prototype toString hasOwnProperty".split(
    " ",
  ),
  ..."0 -1 1e309 NaN null true [] {} 9007199254740993 ::error:: $x $(id) `id` %s %n %00 ../../etc/passwd".split(
    " ",
  ),
  ..."budgets files entropyRate min max regime why drift paths sample seed baseline spectrum plug-in renyi(order=2)".split(
    " ",
  ),
  ..."uniform(alphabet=2) periodic(word=01) markov shuffle( file( corpus( replace(".split(" "),
];
const pick = (random: Random) => words[random.below(words.length)]!;
const phrase = (random: Random, most: number) =>
  Array.from({ length: 1 + random.below(most) }, () => pick(random)).join("");

/** JSON of any shape, whose keys are often those that a configuration has. */
function anyJson(random: Random, depth: number): unknown {
  const kind = random.below(depth > 4 ? 4 : 6);
  if (kind === 0) return random.below(1000) - 500;
  if (kind === 1) return phrase(random, 3);
  if (kind === 2) return [null, true, false, 1e308, -0.5][random.below(5)];
  if (kind === 3) return pick(random);
  const length = random.below(5);
  if (kind === 4) return Array.from({ length }, () => anyJson(random, depth + 1));
  return Object.fromEntries(Array.from({ length }, () => [pick(random), anyJson(random, depth + 1)]));
}

/** A configuration that is right but for one of its entries. */
function nearConfig(random: Random): unknown {
  const budget: Record<string, unknown> = { files: "*.txt", symbolEntropy: { max: 5 }, why: "x" };
  const config: Record<string, unknown> = { budgets: [budget], sample: "4kB" };
  const [target, key] = random.below(2) === 0 ? [config, pick(random)] : [budget, pick(random)];
  target[random.below(3) === 0 ? "files" : key] = anyJson(random, 0);
  return config;
}

test(
  "hostile configurations, recipes and names: a documented status, plain messages, no control characters, no hang",
  async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "a.txt"), "the quick brown fox ".repeat(40));
    mkdirSync(join(folder, "names"));
    const tally = new Tally();
    const broken: string[] = [];
    const runs = runsOf(160, 10_000);
    for (let run = 0; run < runs; run++) {
      const random = Random.fromSeed(seed).fork(String(run));
      const argv = attack(run, random, folder);
      const started = performance.now();
      const { status, out, err } = await runCli(argv);
      const seconds = (performance.now() - started) / 1000;
      const fine =
        [0, 1, 2, 3].includes(status ?? -1) &&
        // A recipe's error has a picture below its line.
        (argv[0] === "truth" || complaintsOf(err).length === 0) &&
        !/\n\s+at |node:internal/.test(err) &&
        !/(?!\n)\p{Cc}/u.test(`${out}${err}`) &&
        seconds < mostSeconds;
      if (!fine)
        broken.push(
          `${run} ${JSON.stringify(argv)}: ${status} ${seconds.toFixed(1)} s ${JSON.stringify(err)}`,
        );
      tally.add(`${["configuration", "configuration", "recipe", "name"][run % 4]}: status ${status}`);
    }
    record("hostile", { runs, seed, outcomes: tally.counts, broken: broken.length });
    expect(broken).toEqual([]);
  },
  timeout,
);

function attack(run: number, random: Random, folder: string): string[] {
  if (run % 4 < 2) {
    const path = join(folder, "mesoscope.config.json");
    writeFileSync(path, JSON.stringify(run % 4 === 0 ? anyJson(random, 0) : nearConfig(random)));
    return ["check", "--config", path, "--no-cache", "--jobs", "1"];
  }
  if (run % 4 === 2) return ["truth", phrase(random, 8)];
  const name = phrase(random, 6).replaceAll("/", "_").replaceAll("\u0000", "").slice(0, 60) || "x";
  const path = join(folder, "names", `n${name}`);
  writeFileSync(path, "the quick brown fox ".repeat(9));
  const format = ["table", "md"][random.below(2)]!;
  return ["-f", format, "-e", "plug-in", "--no-cache", "--jobs", "1", path];
}
