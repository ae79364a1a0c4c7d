import type { SymbolSequence } from "../core/sequence.ts";
import { defineShared, type SharedAccess } from "../core/shared-value.ts";
import { approximatePeriodOf } from "../estimators/memo/approximate-period.ts";
import { type AdaptiveCurve, adaptiveCurve } from "../observer/curves/adaptive-curve.ts";
import {
  type AdaptiveReadings,
  adaptiveBlockLength,
  adaptiveReadings,
} from "../observer/curves/adaptive-readings.ts";
import { phaseExpert } from "../observer/members/phase-expert.ts";
import { xorPair } from "../observer/members/xor-pair.ts";
import { type Observation, observe } from "../observer/observer.ts";
import { observerMembers } from "../observer/observer-members.ts";
import { type NullId, nullSequences } from "./null-sequences.ts";

/** A sequence as its blocks show it, and its randomised twins. */
export interface AdaptivePlacing {
  readonly readings: AdaptiveReadings;
  readonly curve: AdaptiveCurve;
  /** the twins, shuffled symbols first */
  readonly nulls: readonly PlacedNull[];
}

/** The curve of a twin. */
export interface PlacedNull {
  readonly id: NullId;
  readonly curve: AdaptiveCurve;
}

/** Symbols read in all orders together where a sequence is short; */
const wantedSymbols = 500_000;
/** orders of the sequence and of its twins, at least and at most. */
const orderCounts = { fewest: 5, most: 10 };
const nullOrderCounts = { fewest: 2, most: 4 };

/**
 * Reads a sequence and its twins.
 *
 * @returns undefined with fewer than two blocks
 * @throws RangeError when more than 65 536 symbols occur, or memory cannot be had
 * Cost: that of coding the sequence some twelve times with the fast observer.
 */
export const adaptivePlacing = defineShared(
  "adaptive-placing",
  (sequence, access): AdaptivePlacing | undefined => {
    const n = sequence.symbols.length;
    const period = repeatedInBlocks(n, access);
    const ordersOf = ({ fewest, most }: typeof orderCounts) =>
      Math.min(most, Math.max(fewest, Math.round((wantedSymbols * fewest) / orderCounts.fewest / n)));
    const parities = hasParities(access.get(observedInOrder));
    const read = (given: SymbolSequence, plain: boolean, orders: number, name: string) => {
      // Symbols and steps in any order have no phase and no parity.
      const members = membersFor(!plain && period !== undefined, !plain && parities);
      return adaptiveReadings(given, members, orders, access.random.fork(name));
    };
    const readings = read(sequence, false, ordersOf(orderCounts), "adaptive-curve");
    if (readings === undefined) return undefined;
    const curve = adaptiveCurve(readings);
    const nulls = nullSequences(sequence, period, curve.rate, access.random.fork("nulls")).map(
      ({ id, sequence: twin }) => {
        const plain = id === "shuffled" || id === "steps";
        const own = read(twin, plain, ordersOf(nullOrderCounts), `adaptive-curve of ${id}`);
        return { id, curve: adaptiveCurve(own!) };
      },
    );
    return { readings, curve, nulls };
  },
);

/** What a sequence costs as it stands, learned as it is read. Cost: that of the fast observer. */
export const observedInOrder = defineShared(
  "observed-in-order",
  (sequence): Observation => observe(sequence, observerMembers("fast")),
);

/** In blocks phases and parities are looked for only where there are any: it takes time, and there would be none. */
function membersFor(periodic: boolean, parities: boolean) {
  return observerMembers("fast").filter(
    ({ id }) => (periodic || id !== phaseExpert.id) && (parities || id !== xorPair.id),
  );
}

/** Whether two earlier symbols say most of the next one where the sequence is read as it stands. */
function hasParities({ members }: Observation): boolean {
  const paid = (id: string) => members.find((one) => one.id === id)?.bits ?? Number.POSITIVE_INFINITY;
  return members.every(({ id }) => id === xorPair.id || paid(xorPair.id) < paid(id));
}

/** A period that a block holds several times; a longer one is no plain pattern, but what there is to learn. */
function repeatedInBlocks(n: number, access: SharedAccess): number | undefined {
  const found = access.get(approximatePeriodOf);
  if (found === undefined) return undefined;
  return found.period <= Math.min(longestPeriod, adaptiveBlockLength(n) / 4) ? found.period : undefined;
}

/** Patterns of some kilobits at most. */
const longestPeriod = 256;
