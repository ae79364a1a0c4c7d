/** Where log2 A bits a symbol go: three shares that sum to 1. */
export interface InformationBudget {
  /** what stays random: l(M) */
  readonly random: number;
  /** what was learned: S over M */
  readonly learned: number;
  /** order that cost nothing to learn */
  readonly free: number;
  /** the shares before they were clamped: a rate above log2 A, S below 0, or more than there is */
  readonly raw: { readonly random: number; readonly learned: number; readonly free: number };
}

/**
 * Splits log2 A into what stays random, what was learned and the order that came for free. A negative remainder becomes
 * 0 and the other two are scaled to sum to 1.
 *
 * @param rate l(M), bit/symbol
 * @param structure S, bits
 * @param trainingLength M
 * @param alphabetSize A >= 2
 * @throws never
 */
export function informationBudget(
  rate: number,
  structure: number,
  trainingLength: number,
  alphabetSize: number,
): InformationBudget {
  const scale = Math.log2(alphabetSize);
  const raw = { random: rate / scale, learned: structure / (trainingLength * scale), free: 0 };
  raw.free = 1 - raw.random - raw.learned;
  const random = Math.min(1, raw.random);
  const learned = Math.max(0, raw.learned);
  const free = 1 - random - learned;
  if (free >= 0) return { random, learned, free, raw };
  return { random: random / (random + learned), learned: learned / (random + learned), free: 0, raw };
}
