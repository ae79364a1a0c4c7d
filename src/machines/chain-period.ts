import type { Machine } from "../core/source.ts";

/**
 * Period of the chain of states: the greatest common divisor of the lengths of all ways back to a state.
 *
 * @returns 1 for an aperiodic chain
 * Cost: O(edges).
 * Source: Denardo 1977, Math. Oper. Res. 2(1).
 */
export function chainPeriod(machine: Machine): number {
  const { states, from, to, stationary } = machine;
  const successors = Array.from({ length: states }, (): number[] => []);
  for (let e = 0; e < from.length; e++) successors[from[e]!]!.push(to[e]!);
  const root = stationary.findIndex((mass) => mass > 0);
  const depth = new Int32Array(states).fill(-1);
  depth[root] = 0;
  let period = 0;
  const queue = [root];
  for (let i = 0; i < queue.length; i++) {
    const state = queue[i]!;
    for (const next of successors[state]!) {
      if (depth[next]! < 0) {
        depth[next] = depth[state]! + 1;
        queue.push(next);
      } else period = gcd(period, Math.abs(depth[state]! + 1 - depth[next]!));
    }
  }
  return period;
}

/** Greatest common divisor of two integers of at least 0. */
export function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
