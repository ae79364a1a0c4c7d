import type { Symbols } from "../../core/sequence.ts";
import { MixerKernel } from "../../wasm/mixer-kernel.ts";
import type { Member, MemberDefinition } from "../member.ts";
import { type AlphabetTree, alphabetTree } from "./alphabet-tree.ts";
import { isText, plainClasses, textClasses } from "./mixer-alphabet.ts";
import {
  type MixerPart,
  type MixerProfile,
  mixerModel,
  mixerSettings,
  modelWithout,
} from "./mixer-profiles.ts";

/** How a mixer is opened. */
export interface MixerOptions {
  readonly profile?: MixerProfile;
  /** shape (A,): the byte or code point that each symbol is; none given: symbols mean nothing */
  readonly codes?: ArrayLike<number>;
  /** the tree from the header, for a decoder; none given: it is made from the symbols */
  readonly tree?: AlphabetTree;
  /** parts of the profile that are left out; those it does not have are ignored */
  readonly without?: readonly MixerPart[];
}

/** A logistic mix of many contexts and of pointers to what was said before. */
export class ContextMixer implements Member {
  readonly id = "context-mixer";
  /** The header: what a decoder needs. */
  readonly tree: AlphabetTree;
  readonly headerBits: number;
  readonly #kernel: MixerKernel;
  readonly #alphabetSize: number;
  readonly #options: MixerOptions;

  /**
   * @param symbols shape (n,), each below `alphabetSize`, which is at most 65 536
   * @throws RangeError when the memory cannot be had
   */
  constructor(symbols: Symbols, alphabetSize: number, options: MixerOptions = {}) {
    const codes = options.codes !== undefined && isText(options.codes) ? options.codes : undefined;
    const whole = mixerModel(options.profile ?? "standard", codes !== undefined);
    const model = (options.without ?? []).reduce((rest, part) => modelWithout(rest, part) ?? rest, whole);
    this.tree = options.tree ?? alphabetTree(symbols, alphabetSize);
    this.headerBits = this.tree.headerBits;
    const classes = codes === undefined ? plainClasses(alphabetSize) : textClasses(codes);
    this.#kernel = new MixerKernel(
      symbols,
      { size: alphabetSize, tree: this.tree, ...classes },
      mixerSettings(model, symbols.length, this.tree.nodes + 1),
    );
    this.#alphabetSize = alphabetSize;
    this.#options = options;
  }

  /** memory of the kernel, bytes */
  get bytes(): number {
    return this.#kernel.bytes;
  }

  code(start: number, end: number, segmentStart: number, learn: boolean, losses: Float64Array | null): void {
    if (!learn && losses === null) {
      this.#kernel.skip(start, end, segmentStart);
      return;
    }
    this.#kernel.code(start, end, segmentStart, learn, (probabilities, at) => {
      if (losses === null) return;
      const offset = at - start;
      for (let i = 0; i < probabilities.length; i++) losses[offset + i] = -Math.log2(probabilities[i]!);
    });
  }

  decoder(symbols: Symbols): ContextMixer {
    return new ContextMixer(symbols, this.#alphabetSize, { ...this.#options, tree: this.tree });
  }

  doze(start: number, end: number, segmentStart: number): boolean {
    return this.#kernel.doze(start, end, segmentStart);
  }

  distribution(at: number, segmentStart: number): Float64Array {
    const law = new Float64Array(this.#alphabetSize);
    const decisions = this.#kernel.decide(at, segmentStart);
    const { nodes, left, right, depth } = this.tree;
    const spread = (node: number, mass: number): void => {
      if (node < 0) {
        law[~node] = mass;
        return;
      }
      const one = decisions[node]!;
      spread(left[node]!, mass * (1 - one));
      spread(right[node]!, mass * one);
    };
    if (nodes > 0) spread(0, 1);
    else if (depth.length > 0) law[this.tree.only] = 1;
    return law;
  }
}

function define(profile: MixerProfile, title: string): MemberDefinition {
  return {
    id: "context-mixer",
    title,
    expensive: true,
    open: (symbols, alphabetSize, codes) =>
      new ContextMixer(symbols, alphabetSize, codes === undefined ? { profile } : { profile, codes }),
  };
}

/**
 * The context mixers by profile. Each symbol costs some -log2 p bits under a gated network of logistic mixers over
 * orders, words, lines and pointers to earlier text, learned as it reads.
 *
 * Cost: about 1, 1.4 and 2 microseconds a byte of text for fast, standard and deep; 30 MB of memory for 100 000 symbols,
 * at most 300 MB.
 * Source: Mahoney 2005, Florida Tech. CS-2005-16; Mattern 2012, Data Compression Conf.
 */
export const contextMixers: Readonly<Record<MixerProfile, MemberDefinition>> = {
  fast: define("fast", "context mixer, fast"),
  standard: define("standard", "context mixer"),
  deep: define("deep", "context mixer, deep"),
};
