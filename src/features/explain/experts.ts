import type { SymbolSequence } from "../../core/sequence.ts";
import { sumOn } from "../../math/sums.ts";
import { codeSegments } from "../../observer/curves/code-segments.ts";
import { ContextMixer, mixerKind } from "../../observer/members/context-mixer.ts";
import {
  type MixerPart,
  mixerModel,
  mixerParts,
  modelWithout,
} from "../../observer/members/mixer-profiles.ts";
import type { Observation } from "../../observer/observer.ts";
import { codeAlphabet } from "../../observer/observer-alphabet.ts";
import { figure } from "../../results/report.ts";
import type { Depth } from "./schema.ts";

/**
 * The code length, and the members that carried the prediction.
 *
 * @param observation by the standard profile
 */
export function explainObserver({ bits, headerBits, members }: Observation): Depth["observer"] {
  const ranked = members
    .flatMap((member) => (member.bits === null ? [] : [{ id: member.id, bits: member.bits }]))
    .sort((a, b) => a.bits - b.bits);
  const [first, next] = ranked;
  return {
    profile: "standard",
    codeLength: figure(bits, "bit"),
    header: figure(headerBits, "bit"),
    members: members.map((member) => ({
      id: member.id,
      title: member.title,
      codeLength: member.bits === null ? null : figure(member.bits, "bit"),
      weight: figure(member.weight, "1"),
    })),
    carriedBy: {
      id: first!.id,
      next: next?.id ?? null,
      ahead: next === undefined ? null : figure(next.bits - first!.bits, "bit"),
    },
  };
}

/** Parts that predict by pointing at earlier text. */
const pointers: readonly MixerPart[] = ["copies", "lag"];

/**
 * The cost of a sequence for a context mixer without pointers to earlier text.
 *
 * @returns -log2 p of each symbol, bits, shape (n,)
 * Cost: the standard mixer over the sequence.
 */
export const lossesWithoutPointers = (sequence: SymbolSequence): Float64Array =>
  codeWithout(sequence, pointers).losses;

/** @returns bits, header included, and -log2 p of each symbol, shape (n,) */
function codeWithout(sequence: SymbolSequence, without: readonly MixerPart[]) {
  const { symbols, alphabetSize, codes, headerBits } = codeAlphabet(sequence);
  const options = codes === undefined ? { without } : { codes, without };
  const mixer = new ContextMixer(symbols, alphabetSize, options);
  const losses = new Float64Array(symbols.length);
  codeSegments(mixer, sequence.segmentEnds, losses);
  mixer.close();
  return { bits: sumOn(headerBits + mixer.headerBits, losses, losses.length), losses };
}

/**
 * The contribution of each part of the context mixer: the additional cost of coding the sequence without it, which no other
 * part makes up for. Redundant parts hide each other, so shares need not add up.
 *
 * @param sequence of at least one symbol, and at most 65 536 different ones
 * Cost: the standard mixer over the sequence, six times at most.
 */
export function explainExperts(sequence: SymbolSequence): Depth["experts"] {
  const { symbols, alphabetSize, codes } = codeAlphabet(sequence);
  const whole = codeWithout(sequence, []);
  const saved = symbols.length * Math.log2(alphabetSize) - whole.bits;
  if (saved <= 0) {
    const reason = "the context mixer saves nothing here, and neither do its parts";
    return { status: "undefined", reason };
  }
  const model = mixerModel("standard", mixerKind(symbols, alphabetSize, codes));
  const parts = mixerParts
    .filter((part) => modelWithout(model, part) !== undefined)
    .map((part) => {
      const { bits } = codeWithout(sequence, [part]);
      const brings = bits - whole.bits;
      return {
        id: part,
        withoutIt: figure(bits, "bit"),
        brings: figure(brings, "bit"),
        share: figure(brings / saved, "1"),
      };
    });
  return { status: "ok", codeLength: figure(whole.bits, "bit"), saved: figure(saved, "bit"), parts };
}
