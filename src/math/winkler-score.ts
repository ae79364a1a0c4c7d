/**
 * The Winkler score of an interval: its width, and 2 / alpha times the distance by which it missed. The expected score is
 * least for the quantiles at alpha / 2 and 1 - alpha / 2.
 *
 * @param level nominal coverage, 1 - alpha
 * @returns in the unit of the interval; smaller is better
 * Source: Winkler 1972, J. Am. Stat. Assoc. 67(337).
 */
export function winklerScore(lower: number, upper: number, level: number, truth: number): number {
  const missed = Math.max(0, lower - truth, truth - upper);
  return upper - lower + (2 / (1 - level)) * missed;
}
