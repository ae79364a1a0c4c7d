import type { Sample, Spectrum } from "../results/report.ts";

/** The corpora most similar to a sample after as many symbols. */
export interface NearestCorpora {
  /** names of up to two nearest corpora that are near */
  readonly like: readonly string[];
  /** number of corpora that are less random than the sample, by more than the errors of both */
  readonly lessRandom: number;
  /** number of corpora that are more random, likewise */
  readonly moreRandom: number;
  /** number of compared corpora */
  readonly count: number;
}

/** Standard deviations between bundled corpora at 100 000 bytes: of randomness, and of log2 G. */
const spread = { randomness: 0.1, growth: 0.7 };
/** Corpora farther away than one spread are not similar. */
const near = 1;
const named = 2;

/**
 * Compares a sample with corpora at equal lengths: G grows with the length, so that a short text and a long one of its kind are
 * apart on the map.
 *
 * @param corpora rows of bundled corpora, read as bytes
 * @returns undefined for a sample without a place, and for symbols other than bytes
 * Cost: O(points of the curves).
 */
export function nearestCorpora(
  { encoding, alphabet, spectrum }: Sample,
  corpora: readonly Sample[],
): NearestCorpora | undefined {
  if (spectrum?.randomness.status !== "ok" || encoding.id !== "bytes" || alphabet.declared !== null)
    return undefined;
  const compared = corpora.flatMap(({ name, spectrum: other }) => {
    if (other === null) return [];
    const m = Math.min(spectrum.trainingLength, other.trainingLength);
    const [own, its] = [placeAt(spectrum, m), placeAt(other, m)];
    if (own === undefined || its === undefined) return [];
    const distance = Math.hypot(
      (own.randomness - its.randomness) / spread.randomness,
      Math.log2(own.growth / its.growth) / spread.growth,
    );
    const error = Math.hypot(errorOf(spectrum), errorOf(other));
    const more = its.randomness - own.randomness;
    return [{ name, distance, isLess: more < -error, isMore: more > error }];
  });
  if (compared.length === 0) return undefined;
  return {
    like: compared
      .filter(({ distance }) => distance <= near)
      .toSorted((a, b) => a.distance - b.distance)
      .slice(0, named)
      .map(({ name }) => name),
    lessRandom: compared.filter(({ isLess }) => isLess).length,
    moreRandom: compared.filter(({ isMore }) => isMore).length,
    count: compared.length,
  };
}

/** Half of the interval of randomness at the end; 0 without an interval. */
function errorOf({ randomness }: Spectrum): number {
  if (randomness.status !== "ok" || randomness.interval === null) return 0;
  return (randomness.interval.upper - randomness.interval.lower) / 2;
}

/** The place of a sample after m symbols. */
function placeAt({ curve, alphabet }: Spectrum, m: number) {
  const rates = curve.map((point): Point => [point.m, point.rate]);
  const structures = curve.flatMap(({ m: at, structure }): Point[] =>
    structure === null ? [] : [[at, structure.value]],
  );
  if (rates.length === 0 || structures.length === 0) return undefined;
  const learned = (at: number) => interpolated([[0, 0], ...structures], at);
  return {
    randomness: interpolated(rates, m) / Math.log2(Math.max(2, alphabet)),
    // Less than a bit counts as a bit.
    growth: Math.max(1, learned(m) - learned(m / 2)),
  };
}

type Point = readonly [at: number, value: number];

/** @param points ascending */
function interpolated(points: readonly Point[], at: number): number {
  const next = points.findIndex(([x]) => x >= at);
  if (next < 0) return points.at(-1)![1];
  if (next === 0) return points[0]![1];
  const [[x0, y0], [x1, y1]] = [points[next - 1]!, points[next]!];
  return y0 + ((at - x0) / (x1 - x0)) * (y1 - y0);
}
