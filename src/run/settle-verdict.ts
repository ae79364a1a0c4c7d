import type { Sample } from "../results/report.ts";
import type { MeasureTask } from "./task.ts";

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
  let [{ verdict }, { n }] = [spectrum, sample];
  for (let size = 2 * options.sample; size <= readOn; size *= 2) {
    // Of what is shorter than it might be there is no more.
    if (verdict.regime !== "undecided" || n < size / 2) break;
    const asked = { ...others, sample: size, estimators: [], withoutTruth: true } as const;
    const more = await measure({ ...task, options: asked });
    if (more.spectrum === null || more.n <= n) break;
    n = more.n;
    const { regime, because } = more.spectrum.verdict;
    verdict = { regime, because: `${because}, in ${n} symbols`, n };
  }
  return verdict === spectrum.verdict ? sample : { ...sample, spectrum: { ...spectrum, verdict } };
}
