// @module-tag thorough
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { wordyText } from "../e2e/fixtures.ts";
import { binary, temporaryFolder } from "../e2e/run-cli.ts";
import { record, Tally, timeout, whole } from "./campaign.ts";

const seed = 20_263;
const folder = temporaryFolder();
const names = Array.from({ length: 6 }, (_, i) => `ä${i % 3}/${i}.txt`.replace("/", "-"));
/** Other versions of Node, as paths between colons, where a machine has them. */
const nodes = (process.env["MESOSCOPE_NODES"] ?? "").split(":").filter((path) => path !== "");

interface World {
  readonly name: string;
  readonly jobs: number;
  readonly inputs: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly node: string;
}

/** The bytes of a report by their hash; what depends on Node itself, its versions, is left out. */
function hashIn({ jobs, inputs, env, node }: World): string {
  const argv = [
    binary,
    ...inputs,
    "-e",
    whole ? "plug-in,observer,block-gain,held-out-rate" : "plug-in,observer",
    "--sort",
    "name",
  ];
  const { stdout, status } = spawnSync(node, [...argv, "-f", "json", "--no-cache", "--jobs", String(jobs)], {
    cwd: folder,
    env: { PATH: process.env["PATH"], HOME: folder, LANG: "C.UTF-8", ...env },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  expect(status).toBe(0);
  const { environment: _, ...report } = JSON.parse(stdout);
  return createHash("sha256").update(JSON.stringify(report)).digest("hex");
}

test(
  "equal inputs give equal bytes: workers, order, locale, time zone, version of Node",
  () => {
    for (const [i, name] of names.entries())
      writeFileSync(join(folder, name), wordyText(whole ? 5000 : 2000, i));
    const random = Random.fromSeed(seed);
    const shuffled = () => {
      const order = [...names];
      for (let i = order.length - 1; i > 0; i--) {
        const j = random.below(i + 1);
        [order[i], order[j]] = [order[j]!, order[i]!];
      }
      return order;
    };
    const usual = { jobs: 1, inputs: names, env: {}, node: process.execPath };
    const worlds: World[] = [
      ...[2, 4, 7].map((jobs) => ({ ...usual, name: "workers", jobs })),
      ...[1, 2, 3].map(() => ({ ...usual, name: "order of inputs", inputs: shuffled() })),
      ...["C", "de_DE.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8"].map((LC_ALL) => ({
        ...usual,
        name: "locale",
        env: { LC_ALL },
      })),
      ...["Pacific/Kiritimati", "America/St_Johns"].map((TZ) => ({
        ...usual,
        name: "time zone",
        env: { TZ },
      })),
      ...nodes.map((node) => ({ ...usual, name: "version of Node", node })),
    ];
    const chosen = whole
      ? worlds
      : worlds.filter(({ name, jobs }, i) => jobs === 2 || i === 3 || i === 8 || name === "");
    const expected = hashIn({ ...usual, name: "usual" });
    const tally = new Tally();
    const different = chosen.filter((world) => {
      const same = hashIn(world) === expected;
      tally.add(`${world.name}: ${same ? "equal" : "different"}`);
      return !same;
    });
    record("determinism", { runs: chosen.length, seed, outcomes: tally.counts, broken: different.length });
    expect(different).toEqual([]);
  },
  timeout,
);
