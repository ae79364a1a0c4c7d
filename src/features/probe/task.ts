import { mapped } from "../../core/measurement.ts";
import { Random } from "../../core/random.ts";
import { allocateSymbols, type Symbols } from "../../core/sequence.ts";
import type { BoundSource, RecordPart } from "../../core/source.ts";
import { type BlockMean, blockMean } from "../../learners/block-mean.ts";
import type { Learner } from "../../learners/exchange.ts";
import { type PricedCurve, ratesOf } from "../../learners/priced-curve.ts";
import { halvedSizes, querySizes } from "../../learners/query-sizes.ts";
import { exactBits } from "../../observer/curves/position-parts.ts";
import { figure } from "../../results/report.ts";
import type { Work } from "../../run/work.ts";
import { bindRecipe } from "../../sources/recipe.ts";
import { plugInEntropy } from "../../statistics/entropy.ts";
import { type Probe, type ProbeItem, probeVersion } from "./schema.ts";

/** Options of a probe. */
export interface ProbePlan {
  readonly name: string;
  readonly learner: Learner;
  /** most symbols to learn of each source */
  readonly size: number;
  readonly seed: number;
  readonly entries: readonly PanelEntry[];
}

/** Symbols of a block; blocks of a task hold whole records. */
const blockLength = 1024;
/** Number of priced blocks of each source. */
const asked = 10;
const leastSize = 1000;
/** A learner has found a structure once it knows this share of what can be known. */
const foundFrom = 0.9;

/**
 * Runs a learner on the panel.
 *
 * @throws InputError for a wrong answer of the learner
 * Cost: twice the size for each source, and the priced blocks at each size.
 */
export async function probeTask({ plan, maker, progress }: Work<ProbePlan>): Promise<Probe> {
  const { name, learner, size, seed, entries } = plan;
  const sizes = halvedSizes(size, Math.max(0, Math.ceil(Math.log2(size / leastSize))), leastSize).slice(1);
  let finished = 0;
  const items: ProbeItem[] = [];
  for (const entry of entries) {
    const done = () => progress(++finished, entries.length * sizes.length);
    items.push(await probeEntry(entry, learner, sizes, seed, done));
  }
  return {
    schemaVersion: probeVersion,
    tool: { name: "mesoscope", version: maker.version },
    environment: { ...maker.environment },
    learner: name,
    options: { size, seed, asked: asked * blockLength },
    items,
  };
}
async function probeEntry(
  entry: PanelEntry,
  learner: Learner,
  sizes: readonly number[],
  seed: number,
  done: () => void,
): Promise<ProbeItem> {
  const source = await bindRecipe(entry.recipe);
  const { learn, ask, length } = drawBlocks(source, sizes.at(-1)!, seed);
  const curve = await querySizes(
    learner,
    { alphabetSize: source.alphabetSize, learn, ask, sizes, seed },
    done,
  );
  const priced = entry.part === undefined ? ratesOf(curve) : partPrices(curve, placesOf(source, entry.part));
  const { optimum, exact } = optimumOf(source, entry, length);
  const nothing = costOfNothing(entry, source, [...learn, ...ask]);
  const points = priced.map((mean, j) => {
    const share = mapped(mean, (bits) => (nothing - bits) / (nothing - optimum));
    const excess = mapped(mean, (bits) => bits - optimum);
    return {
      learned: sizes[j]!,
      rate: figure(mean.value, "bit/symbol", mean.interval),
      excess: figure(excess.value, "bit/symbol", excess.interval),
      share: figure(share.value, "1", share.interval),
    };
  });
  const unfound = points.findLastIndex(({ share }) => share.value < foundFrom);
  const last = priced.at(-1)!;
  return {
    ...{ id: entry.id, needs: entry.needs, recipe: source.recipe, part: entry.part ?? null },
    optimum: figure(optimum, "bit/symbol"),
    optimumIs: exact ? "exact" : "lower-bound",
    nothing: figure(nothing, "bit/symbol"),
    points,
    found: points[unfound + 1]?.learned ?? null,
    // Twice the error: otherwise one source in forty would raise a false alarm.
    impossible: last.interval !== null && 2 * last.interval.upper - last.value < optimum,
  };
}

/** Blocks to learn, followed by blocks to price; those of a task are whole records. */
function drawBlocks(source: BoundSource, size: number, seed: number) {
  const record = (source.parts ?? []).reduce((sum, { bits }) => sum + bits.length, 0);
  const length = record === 0 ? blockLength : Math.floor(blockLength / record) * record;
  const count = Math.ceil(size / length) + asked;
  const symbols = allocateSymbols(count * length + record, source.alphabetSize);
  source.open(Random.fromSeed(seed).fork("probe")).fill(symbols);
  const begin = record === 0 ? 0 : symbols.indexOf(source.alphabetSize - 1) + 1;
  const blocks = Array.from(
    { length: count },
    (_, b) => symbols.subarray(begin + b * length, begin + (b + 1) * length) as Symbols,
  );
  return { learn: blocks.slice(0, -asked), ask: blocks.slice(-asked), length };
}

/**
 * Cost at the positions of a part, for a learner that prices single symbols; else the cost of whole blocks beyond their other
 * parts.
 */
function partPrices({ lengths, answers }: PricedCurve, { isPart, others }: Places): BlockMean[] {
  const size = isPart.length;
  const places = isPart.filter(Boolean).length;
  return answers.map((blocks) => {
    const bits = blocks.map(({ bits, losses }, b) => {
      // A learner of tasks pays at least the exact price of the other parts: the rest counts for this one.
      if (losses === null) return bits - (others * lengths[b]!) / size;
      return losses.reduce((sum, loss, place) => sum + (isPart[place % size] ? loss : 0), 0);
    });
    return blockMean(
      bits,
      lengths.map((length) => (length / size) * places),
    )!;
  });
}

interface Places {
  /** which positions of a record belong to the part, shape (record,) */
  readonly isPart: readonly boolean[];
  /** exact bits of the other parts, per record */
  readonly others: number;
}

function placesOf(source: BoundSource, part: string): Places {
  const parts: readonly RecordPart[] = source.parts!;
  const others = parts.filter(({ name }) => name !== part).flatMap(({ bits }) => bits);
  return {
    isPart: parts.flatMap(({ name, bits }) => bits.map(() => name === part)),
    others: others.reduce((sum, bits) => sum + bits, 0),
  };
}

/** Least cost of a symbol in a block without context: h + E/L, where both are known. */
function optimumOf(source: BoundSource, { part }: PanelEntry, length: number) {
  if (part !== undefined) return { optimum: exactBits(source.parts!).get(part)!, exact: true };
  const { entropyRate, excessEntropy } = source.truth();
  if (entropyRate?.status !== "exact") throw new RangeError(`${source.recipe} has no exact entropy rate`);
  if (excessEntropy?.status !== "exact") return { optimum: entropyRate.value, exact: false };
  return { optimum: entropyRate.value + excessEntropy.value / length, exact: true };
}

/** Cost of a symbol for a learner that finds nothing: for a part, from the frequencies of its symbols. */
function costOfNothing(entry: PanelEntry, source: BoundSource, blocks: readonly Symbols[]): number {
  if (entry.nothing === "alphabet") return Math.log2(source.alphabetSize);
  if (entry.part === undefined) {
    const { symbolEntropy } = source.truth();
    if (symbolEntropy?.status === "exact") return symbolEntropy.value;
  }
  const isPart = entry.part === undefined ? [true] : placesOf(source, entry.part).isPart;
  const counts = new Float64Array(source.alphabetSize);
  for (const block of blocks)
    for (let i = 0; i < block.length; i++) if (isPart[i % isPart.length]) counts[block[i]!]!++;
  return plugInEntropy(counts);
}

/** A structure that a learner may find, as a source with an exactly known optimum. */
interface PanelEntry {
  readonly id: string;
  /** what the learner must find */
  readonly needs: string;
  readonly recipe: string;
  /** for a task: the part of its record that depends on the structure; absent: all symbols */
  readonly part?: string;
  /** cost of symbols without the structure: from their frequencies, or uniform over the alphabet */
  readonly nothing: "frequencies" | "alphabet";
}

const entry = (
  id: string,
  needs: string,
  recipe: string,
  part?: string,
  nothing: PanelEntry["nothing"] = "frequencies",
): PanelEntry => ({ id, needs, recipe, nothing, ...(part === undefined ? {} : { part }) });

/**
 * The fixed panel of `mesoscope probe`, from what every learner finds to what few do. Each seed gives a new draw: there is no
 * test set to memorise.
 */
export const probePanel: readonly PanelEntry[] = [
  entry("frequencies", "frequencies of 64 symbols", "zipf(alphabet=64, exponent=1)", undefined, "alphabet"),
  entry(
    "order-1",
    "16 distributions, by the last symbol",
    "random-markov(order=1, alphabet=16, concentration=0.3, seed=1)",
  ),
  entry(
    "order-2",
    "64 distributions, by the last two symbols",
    "random-markov(order=2, alphabet=8, concentration=0.5, seed=1)",
  ),
  entry("period", "a ten-bit period in noise", "replace(periodic(word=0010111011), eps=0.1)"),
  entry("runs", "parity of a run: no fixed number of preceding symbols suffices", "even(p=0.5)"),
  entry("parity-2", "exclusive or, and which bits belong together", "rrxor(p=0.5)"),
  entry("parity-4", "exclusive or of the last bit and the 4th last", "noisy-parity(k=4, eps=0.05)"),
  entry("parity-12", "exclusive or of the last bit and the 12th last", "noisy-parity(k=12, eps=0.05)"),
  entry("lag-16", "a copy from 16 symbols back", "lag-copy(lag=16, eps=0.1, alphabet=16)"),
  entry("lag-256", "a copy from 256 symbols back", "lag-copy(lag=256, eps=0.1, alphabet=16)"),
  entry("copy", "a word of 8 symbols repeated", "copy(alphabet=10, length=8)", "answer"),
  entry("reverse", "a word of 8 symbols reversed", "reverse(alphabet=10, length=8)", "answer"),
  entry("sort", "a word of 8 symbols sorted", "sort(alphabet=10, length=8)", "answer"),
  entry("recall", "the value of a key", "recall(pairs=4, keys=26, values=10)", "answer"),
  entry("stack", "the bracket opened last", "dyck(types=2, p=0.4)"),
  entry("sum-31", "a table of 961 sums modulo 31", "modular-addition(modulus=31)", "sum"),
  entry("sum", "column sums with carry", "arithmetic(digits=2)"),
  entry("templates", "the ending of a bracket opened by three letters", "nested-templates(depth=3)"),
  entry("hierarchy", "three levels of rules", "random-hierarchy(v=8, m=4, s=2, levels=3)"),
];
