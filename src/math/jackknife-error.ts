/**
 * Standard error of a figure from what it was without each piece.
 *
 * @param without shape (pieces,)
 * Source: Quenouille 1956, Biometrika 43; Kunsch 1989, Ann. Statist. 17.
 */
export function jackknifeError(without: Float64Array): number {
  const centre = without.reduce((sum, value) => sum + value, 0) / without.length;
  const squares = without.reduce((sum, value) => sum + (value - centre) * (value - centre), 0);
  return Math.sqrt(((without.length - 1) / without.length) * squares);
}
