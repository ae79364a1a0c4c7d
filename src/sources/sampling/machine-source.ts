import { UsageError } from "../../core/errors.ts";
import type { Machine, SourceBody } from "../../core/source.ts";
import type { GroundTruth } from "../../core/truth.ts";
import { createMachine } from "../../machines/create-machine.ts";
import { machineTruth } from "../../machines/machine-truth.ts";
import { machineStream } from "./machine-stream.ts";

/** An edge in short: P(`symbol`, next state `to` | state `from`). */
export type Move = readonly [from: number, symbol: number, to: number, probability: number];

/**
 * A machine from its edges in short.
 *
 * @throws UsageError when the states fall apart into several processes
 */
export function machineOf(alphabetSize: number, states: number, moves: readonly Move[]): Machine {
  const edges = moves.map(([from, symbol, to, probability]) => ({ from, symbol, to, probability }));
  const machine = createMachine(alphabetSize, states, edges);
  if (machine !== undefined) return machine;
  throw new UsageError(
    "the states fall apart into sets that are never left, several processes in one: join them by choose(...)",
  );
}

/**
 * The source that runs a machine.
 *
 * @param truth what is known of it, where closed forms say more than `machineTruth`
 * @throws never
 */
export function machineSource(
  machine: Machine,
  truth: () => GroundTruth = () => machineTruth(machine),
): SourceBody {
  return {
    alphabetSize: machine.alphabetSize,
    length: Number.POSITIVE_INFINITY,
    machine: () => machine,
    open: (random) => machineStream(machine, random),
    truth,
  };
}
