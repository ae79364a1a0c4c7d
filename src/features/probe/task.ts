import { mapped } from "../../core/measurement.ts";
import type { Learner } from "../../learners/exchange.ts";
import { halvedSizes, querySizes } from "../../learners/query-sizes.ts";
import { figure } from "../../results/report.ts";
import type { Work } from "../../run/work.ts";
import type { PanelEntry } from "./panel.ts";
import { predictJumps } from "./predict-jumps.ts";
import { questionOf } from "./question.ts";
import { type Probe, type ProbeItem, probeVersion } from "./schema.ts";

/** Options of a probe. */
export interface ProbePlan {
  readonly name: string;
  readonly learner: Learner;
  /** most symbols to learn of each source */
  readonly size: number;
  readonly seed: number;
  readonly entries: readonly PanelEntry[];
  /** absent: a probe of the panel; else jumps are predicted, and this is called with the predictions before they are measured */
  readonly predicted?: (text: string) => void;
}

const leastSize = 1000;
const shape = { length: 1024, asked: 10 };
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
  const about = {
    schemaVersion: probeVersion as typeof probeVersion,
    tool: { name: "mesoscope" as const, version: maker.version },
    environment: { ...maker.environment },
    learner: name,
    options: { size, seed, asked: shape.length * shape.asked },
  };
  if (plan.predicted !== undefined)
    return { ...about, items: [], jumps: await predictJumps(plan, plan.predicted, progress) };
  const sizes = halvedSizes(size, Math.max(0, Math.ceil(Math.log2(size / leastSize))), leastSize).slice(1);
  let finished = 0;
  const items: ProbeItem[] = [];
  for (const entry of entries) {
    const done = () => progress(++finished, entries.length * sizes.length);
    items.push(await probeEntry(entry, learner, sizes, seed, done));
  }
  return { ...about, items };
}
async function probeEntry(
  entry: PanelEntry,
  learner: Learner,
  sizes: readonly number[],
  seed: number,
  done: () => void,
): Promise<ProbeItem> {
  const question = await questionOf(entry, entry.recipe, sizes.at(-1)!, seed, shape);
  const { source, learn, ask, optimum, exact, nothing } = question;
  const curve = await querySizes(
    learner,
    { alphabetSize: source.alphabetSize, learn, ask, sizes, seed },
    done,
  );
  const priced = question.prices(curve);
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
