import type { Machine } from "../../../src/core/source.ts";

/** By state, the probability of a word and of that state after it. */
type Joint = Float64Array;

/** Of all words of one length that can occur, one after another, what is known after each. */
export function jointsOf(machine: Machine, start: Joint, length: number): Joint[] {
  let level = [start];
  for (let k = 0; k < length; k++) {
    level = level.flatMap((before) =>
      Array.from({ length: machine.alphabetSize }, (_, x) => afterSymbol(machine, before, x)).filter(
        (joint) => joint.some((mass) => mass > 0),
      ),
    );
  }
  return level;
}

/** The same after one more symbol. */
export function afterSymbol({ from, to, symbol, probability }: Machine, before: Joint, x: number): Joint {
  const joint = new Float64Array(before.length);
  from.forEach((state, e) => {
    if (symbol[e] === x) joint[to[e]!]! += before[state]! * probability[e]!;
  });
  return joint;
}

/** -sum of p log2 p. */
export const plainEntropy = (law: ArrayLike<number>): number =>
  Array.from(law).reduce((sum, p) => sum - (p > 0 ? p * Math.log2(p) : 0), 0);

const massOf = (joint: Joint): number => joint.reduce((sum, p) => sum + p, 0);

/** Entropy of a word of `length` symbols, in bits, over all words. */
export function wordEntropy(machine: Machine, length: number, start = machine.stationary): number {
  return plainEntropy(jointsOf(machine, start, length).map(massOf));
}

/** Entropy of the state after a word that is known, in bits. */
export function entropyOfState(machine: Machine, length: number, start = machine.stationary): number {
  const joints = jointsOf(machine, start, length);
  return plainEntropy(joints.flatMap((joint) => [...joint])) - plainEntropy(joints.map(massOf));
}

/** One start for each state that occurs. */
export function toldStarts({ stationary }: Machine): Joint[] {
  return Array.from(stationary, (mass, state) =>
    stationary.map((_, other) => (other === state ? mass : 0)),
  ).filter((row) => row.some((mass) => mass > 0));
}

/** What is measured of words from each start, whose laws sum to 1 only together, in all. */
export const sumOver = (starts: readonly Joint[], measure: (start: Joint) => number): number =>
  starts.reduce((sum, start) => sum + measure(start), 0);
