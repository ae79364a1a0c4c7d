import type { Coordinate, Sample, Spectrum } from "../results/report.ts";
import type { MeasureTask } from "./task.ts";

/** Half-width of x from which blocks are so unlike each other that the little structure of some says nothing of the others. */
const unevenBlocks = 0.05;

/** So many times as many symbols are more: a second look at nearly the same ones would be another throw of the dice. */
const leastMore = 1.25;
/** Share of the border from which it may be crossed by more of the same. */
const nearBorder = 0.5;

/**
 * Reads on where a sample leaves its verdict open: twice as many symbols, and twice as many again, while it is open and there
 * are more, by a quarter at least. Numbers stay those of the sample, so that rows can be compared; the verdict says how many symbols it rests on.
 *
 * @param measure places a sample of another size
 * @throws InputError when the input is no longer to be had
 * Cost: that of placing twice, and at most six times, as many symbols.
 */
export async function settleVerdict(
  { options, ...task }: MeasureTask,
  sample: Sample,
  measure: (task: MeasureTask) => Promise<Sample>,
): Promise<Sample> {
  const { readOn = 0, ...others } = options;
  const { spectrum } = sample;
  if (spectrum === null || options.sample === "all") return sample;
  let [latest, { verdict }, { n }] = [spectrum, spectrum, sample];
  for (let size = 2 * options.sample; size <= readOn; size *= 2) {
    // Of what is shorter than it might be there is no more.
    if (!isOpen(latest) || n < size / 2) break;
    const asked = { ...others, sample: size, estimators: [], withoutTruth: true } as const;
    const more = await measure({ ...task, options: asked });
    if (more.spectrum === null || more.n < leastMore * n) break;
    n = more.n;
    latest = more.spectrum;
    const { regime, because } = latest.verdict;
    verdict = { regime, because: `${because}, in ${n} symbols`, n };
  }
  return verdict === spectrum.verdict ? sample : { ...sample, spectrum: { ...spectrum, verdict } };
}

/**
 * Whether more symbols may say more: also where all that was found is a pattern, but nearly as much as the border has, or in
 * blocks of which none is like the others. What there is to learn of a text grows faster with it than the border does.
 */
export function isOpen({
  verdict: { regime },
  randomness,
  structureBeyondShuffle,
  border,
}: Spectrum): boolean {
  if (regime !== "mixture") return regime === "undecided";
  if (border !== null && upperOf(structureBeyondShuffle) > nearBorder * border.bits) return true;
  return halfWidthOf(randomness) > unevenBlocks;
}

const intervalOf = (coordinate: Coordinate) => (coordinate.status === "ok" ? coordinate.interval : null);
const upperOf = (coordinate: Coordinate) => intervalOf(coordinate)?.upper ?? 0;

function halfWidthOf(coordinate: Coordinate): number {
  const interval = intervalOf(coordinate);
  return interval === null ? 0 : (interval.upper - interval.lower) / 2;
}
