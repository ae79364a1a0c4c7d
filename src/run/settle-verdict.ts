import type { Sample, Spectrum } from "../results/report.ts";
import type { MeasureTask } from "./task.ts";

/** Half-width of x from which blocks are so unlike each other that the little structure of some says nothing of the others. */
const unevenBlocks = 0.05;

/**
 * Reads on where a sample leaves its verdict open: twice as many symbols, and twice as many again, while it is open and there
 * are more. Numbers stay those of the sample, so that rows can be compared; the verdict says how many symbols it rests on.
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
    if (more.spectrum === null || more.n <= n) break;
    n = more.n;
    latest = more.spectrum;
    const { regime, because } = latest.verdict;
    verdict = { regime, because: `${because}, in ${n} symbols`, n };
  }
  return verdict === spectrum.verdict ? sample : { ...sample, spectrum: { ...spectrum, verdict } };
}

/** Whether more symbols may say more: also where a pattern is all that was found in blocks of which none is like the others. */
function isOpen({ verdict: { regime }, randomness }: Spectrum): boolean {
  if (regime === "undecided") return true;
  if (regime !== "mixture" || randomness.status !== "ok" || randomness.interval === null) return false;
  const { lower, upper } = randomness.interval;
  return upper - lower > 2 * unevenBlocks;
}
