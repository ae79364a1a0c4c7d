import type { Symbols } from "../../core/sequence.ts";
import type { Machine, SourceBody } from "../../core/source.ts";
import { closedForm, type Truth } from "../../core/truth.ts";
import { createMachine, machineLimits } from "../../exact/machine.ts";

/** A cycle of symbols. */
interface Cycle {
  readonly alphabetSize: number;
  /** its primitive period, in symbols */
  readonly period: number;
  /** shape (period,); made when it is first needed */
  symbols(): Symbols;
  readonly symbolEntropy: Truth;
}

/** Short cycles are laid end to end until they are worth a copy. */
const tileLength = 4096;

/**
 * A cycle over and over.
 *
 * @param phase place to begin at; random when absent
 * @param route how the period is known
 */
export function cycleSource(cycle: Cycle, phase: number | undefined, route: string): SourceBody {
  const { alphabetSize, period } = cycle;
  // A source that begins anew at every turn opens this many times.
  let laid: Symbols | undefined;
  return {
    alphabetSize,
    length: Number.POSITIVE_INFINITY,
    machine: () => cycleMachine(cycle, phase),
    open(random) {
      let at = phase === undefined ? random.below(period) : phase % period;
      laid ??= tiled(cycle.symbols());
      const tile = laid;
      return {
        fill(target) {
          for (let filled = 0; filled < target.length; ) {
            const piece = tile.subarray(at, at + target.length - filled);
            target.set(piece, filled);
            filled += piece.length;
            at += piece.length;
            if (at === tile.length) at = 0;
          }
          return target.length;
        },
      };
    },
    truth: () => cycleTruth(period, cycle.symbolEntropy, route),
  };
}

/** Truths of a process with a primitive period and a random phase. */
export function cycleTruth(period: number, symbolEntropy: Truth, route: string) {
  return {
    symbolEntropy,
    entropyRate: closedForm(0, "periodic"),
    excessEntropy: closedForm(Math.log2(period), route),
    statisticalComplexity: closedForm(Math.log2(period), route),
  };
}

/** A ring of states, one for each place in the cycle; too long cycles have none. */
function cycleMachine({ alphabetSize, period, symbols }: Cycle, phase?: number): Machine | undefined {
  if (period > machineLimits.states) return undefined;
  const stationary = new Float64Array(period).fill(1 / period);
  const start = phase === undefined ? stationary : new Float64Array(period);
  if (phase !== undefined) start[phase % period] = 1;
  const edges = Array.from(symbols(), (symbol, from) => ({
    from,
    symbol,
    to: (from + 1) % period,
    probability: 1,
  }));
  return createMachine(alphabetSize, period, edges, { start, stationary });
}

function tiled(symbols: Symbols): Symbols {
  const copies = Math.ceil(tileLength / symbols.length);
  const Kind = symbols.constructor as new (length: number) => Symbols;
  const tile = new Kind(copies * symbols.length);
  for (let i = 0; i < copies; i++) tile.set(symbols, i * symbols.length);
  return tile;
}
