import type { BoundSource, Machine, SourceBody } from "../../core/source.ts";
import { scheduledMachine } from "../../exact/composed-machines.ts";
import { skipSymbols } from "../sampling/alternating-stream.ts";
import { wovenStream } from "../sampling/woven-stream.ts";
import { scheduledTruth } from "../truths/scheduled-truth.ts";
import { mixedAlphabet, mixedLabel, partName } from "./mixed-label.ts";

/**
 * Sources by turns of a fixed length: endless ones are joined at a random moment, of texts as many whole turns are
 * taken as the shortest gives.
 *
 * @returns a length of 0 where a text is shorter than a turn
 */
export function scheduledSource(parts: readonly BoundSource[], turn: number): SourceBody {
  const alphabetSize = mixedAlphabet(parts);
  const shortest = parts.reduce((least, part) => Math.min(least, part.length), Number.POSITIVE_INFINITY);
  const endless = shortest === Number.POSITIVE_INFINITY;
  const cycle = parts.length * turn;
  const length = endless ? shortest : cycle * Math.floor(shortest / turn);
  const machine = (): Machine | undefined => {
    const machines = parts.map((part) => part.machine?.());
    return machines.every((one) => one !== undefined) ? scheduledMachine(machines, turn) : undefined;
  };
  return {
    alphabetSize,
    length,
    machine,
    open(random) {
      const place = endless ? random.fork("phase").below(cycle) : 0;
      const streams = parts.map((part, side) => {
        const stream = part.open(random.fork(partName(side)));
        // What of its turn is over by now.
        skipSymbols(stream, Math.max(0, Math.min(turn, place - side * turn)), part.alphabetSize);
        return stream;
      });
      return wovenStream(streams, turn, place, length, alphabetSize);
    },
    truth: () => scheduledTruth(parts, turn, machine),
    label: mixedLabel(parts),
  };
}
