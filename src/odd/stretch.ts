/**
 * Where the most expensive stretch of a length begins, the first of several, and what it costs.
 *
 * @param costs shape (end,) or longer, by byte
 * @param length at most end - start
 * Cost: O(end - start)
 */
export function mostExpensive(
  costs: Float32Array,
  start: number,
  end: number,
  length: number,
): [at: number, cost: number] {
  let sum = 0;
  for (let i = start; i < start + length; i++) sum += costs[i]!;
  let [at, most] = [start, sum];
  for (let i = start + length; i < end; i++) {
    sum += costs[i]! - costs[i - length]!;
    if (sum > most) [at, most] = [i - length + 1, sum];
  }
  return [at, most];
}

/** @returns the line of a byte, from 1 */
export function lineAt(bytes: Uint8Array, at: number): number {
  let line = 1;
  for (let feed = bytes.indexOf(10); feed >= 0 && feed < at; feed = bytes.indexOf(10, feed + 1)) line++;
  return line;
}
