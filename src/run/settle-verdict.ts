import { NoMemory } from "../core/errors.ts";
import { type Sample, type Spectrum, shareRead } from "../results/report.ts";
import { certifiesOrder, levelOfEach } from "../spectrum/certificates.ts";
import type { MeasureTask } from "./task.ts";

/** So many times as many symbols are more: a second look at nearly the same ones would be another throw of the dice. */
const leastMore = 1.25;

/** Symbols of which more orders say more: of fewer there were many already. */
const fewestForOrders = 50_000;

/**
 * Reads on where a sample leaves its verdict open: twice as many symbols, and twice as many again, while it is open and there
 * are more; all where they would be nearly all. The last look is taken in more orders: they are what chance has left in a file that
 * is read whole. Numbers stay those of the sample, so that rows can be compared; the verdict says what it rests on.
 *
 * @param measure places a sample of another size
 * @throws InputError when the input is no longer to be had
 * Cost: that of placing at most ten times as many symbols.
 */
export async function settleVerdict(
  { options, ...task }: MeasureTask,
  sample: Sample,
  measure: (task: MeasureTask) => Promise<Sample>,
): Promise<Sample> {
  const { readOn = 0, ...others } = options;
  const { spectrum } = sample;
  if (spectrum === null || options.sample === "all") return sample;
  let all = symbolsOf(sample, options.sample);
  let [latest, { verdict }, { n }] = [spectrum, spectrum, sample];
  const isWhole = all <= leastMore * n;
  if (isWhole && (n < fewestForOrders || !hasCurve(latest))) return sample;
  for (
    let size = isWhole ? options.sample : 2 * options.sample;
    size <= readOn && latest.verdict.regime === "undecided";
    size *= 2
  ) {
    const isLast = all <= leastMore * size || 2 * size > readOn;
    const inMoreOrders = isLast && hasCurve(latest);
    const asked = {
      ...others,
      ...(inMoreOrders ? { moreOrders: true as const } : {}),
      sample: all <= leastMore * size ? Math.min(readOn, leastMore * size) : size,
      estimators: [],
      withoutTruth: true as const,
    };
    const more = await measure({ ...task, options: asked }).catch((error: unknown) => {
      // What there is no memory for is not read on; the verdict says how far it was.
      if (error instanceof NoMemory) return null;
      throw error;
    });
    if (more === null) break;
    if (more.spectrum === null || more.n < n || (more.n === n && !inMoreOrders)) break;
    n = more.n;
    if (n < asked.sample) all = n;
    latest = more.spectrum;
    const how = inMoreOrders ? " read in more orders" : "";
    verdict = { ...latest.verdict, because: `${latest.verdict.because}, in ${n} symbols${how}`, n };
    if (isLast) break;
  }
  return verdict === spectrum.verdict ? sample : { ...sample, spectrum: { ...spectrum, verdict } };
}

/** Symbols of all of an input, about; of a source there is no end, unless it gave fewer than it was asked for. */
function symbolsOf(sample: Sample, asked: number): number {
  const share = shareRead(sample);
  if (share > 0) return sample.n / share;
  return sample.n < asked ? sample.n : Number.POSITIVE_INFINITY;
}

/** Whether a verdict rests on a curve, which orders can move: not where that was too short, and tests of noise found something. */
const hasCurve = ({ trainingLength, certificates }: Spectrum) =>
  trainingLength > 0 && certifiesOrder(certificates, levelOfEach);
