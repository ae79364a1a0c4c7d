import { NoMemory } from "../core/errors.ts";
import { type Sample, type Spectrum, shareRead } from "../results/report.ts";
import { certifiesOrder, levelOfEach } from "../spectrum/certificates.ts";
import type { MeasureTask } from "./task.ts";

/** A second look must have at least this factor more symbols: nearly the same ones would only repeat the throw of the dice. */
const leastMore = 1.25;

/** Symbols from which further orders help: shorter samples are read in many orders anyway. */
const fewestForOrders = 50_000;

/**
 * Reads more where a sample leaves its verdict open: twice as many symbols, then twice as many again, while it is open and
 * there are more; all if that is nearly all. The last look uses more reading orders, the only source of chance in a file that
 * is read whole. The numbers stay those of the sample, so that rows can be compared; the verdict names its evidence.
 *
 * @param measure places a sample of another size
 * @throws InputError when the input can no longer be read
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
      // Stops where memory is short; the verdict says how much was read.
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

/** Approximate symbols of the whole input. A source is infinite, unless it gave fewer symbols than requested. */
function symbolsOf(sample: Sample, asked: number): number {
  const share = shareRead(sample);
  if (share > 0) return sample.n / share;
  return sample.n < asked ? sample.n : Number.POSITIVE_INFINITY;
}

/**
 * Whether a verdict depends on a learning curve, which further orders can change: not where the curve was too short and tests
 * of noise decided.
 */
const hasCurve = ({ trainingLength, certificates }: Spectrum) =>
  trainingLength > 0 && certifiesOrder(certificates, levelOfEach);
