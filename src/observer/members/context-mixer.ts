import type { Symbols } from "../../core/sequence.ts";
import { toBits } from "../../wasm/bits.ts";
import { MixerKernel } from "../../wasm/mixer-kernel.ts";
import type { Member, MemberDefinition } from "../member.ts";
import { type AlphabetTree, alphabetTree } from "./alphabet-tree.ts";
import { isBinary, isText, plainClasses, textClasses } from "./mixer-alphabet.ts";
import {
  type MixerKind,
  type MixerModel,
  type MixerProfile,
  mixerModel,
  mixerSettings,
} from "./mixer-profiles.ts";

export interface MixerOptions {
  readonly profile?: MixerProfile;
  /** contexts and weights that replace those of the profile */
  readonly model?: MixerModel;
  /** shape (A,): the byte or code point of each symbol; absent: symbols mean nothing */
  readonly codes?: ArrayLike<number>;
  /** kind of the symbols, from the header, for a decoder; absent: a trial decides */
  readonly kind?: MixerKind;
  /** the tree from the header, for a decoder; absent: made from the symbols */
  readonly tree?: AlphabetTree;
}

/** A logistic mix of many contexts and of pointers to earlier text. */
export class ContextMixer implements Member {
  readonly id = "context-mixer";
  /** Header: what a decoder needs. */
  readonly tree: AlphabetTree;
  readonly kind: MixerKind;
  readonly headerBits: number;
  readonly #kernel: MixerKernel;
  readonly #alphabetSize: number;
  readonly #options: MixerOptions;

  /** @param symbols shape (n,), each below `alphabetSize`, which is at most 65 536 */
  constructor(symbols: Symbols, alphabetSize: number, options: MixerOptions = {}) {
    const { codes, profile = "standard" } = options;
    this.kind = options.kind ?? mixerKind(symbols, alphabetSize, codes, profile);
    const model = options.model ?? mixerModel(profile, this.kind);
    this.tree = options.tree ?? alphabetTree(symbols, alphabetSize);
    // One bit says whether binary data count as records.
    this.headerBits = this.tree.headerBits + (codes !== undefined && isBinary(codes) ? 1 : 0);
    const classes =
      codes === undefined || this.kind === "symbols" ? plainClasses(alphabetSize) : textClasses(codes);
    const folded =
      this.kind === "records"
        ? Uint32Array.from({ length: alphabetSize }, (_, k) => codes![k]!)
        : classes.folded;
    this.#kernel = new MixerKernel(
      symbols,
      { size: alphabetSize, tree: this.tree, ...classes, folded },
      mixerSettings(model, symbols.length, this.tree.nodes + 1),
    );
    this.#alphabetSize = alphabetSize;
    this.#options = options;
  }

  /** memory of the kernel, bytes */
  get bytes(): number {
    return this.#kernel.bytes;
  }

  code(
    start: number,
    end: number,
    segmentStart: number,
    learn: boolean,
    losses: Float64Array | null,
    below: Float64Array | null = null,
  ): void {
    if (!learn && losses === null) {
      this.#kernel.skip(start, end, segmentStart);
      return;
    }
    this.#kernel.code(start, end, segmentStart, learn, (probabilities, at, before) => {
      losses?.set(probabilities, at - start);
      below?.set(before, at - start);
    });
    if (losses !== null) toBits(losses.subarray(0, end - start));
  }

  decoder(symbols: Symbols): ContextMixer {
    return new ContextMixer(symbols, this.#alphabetSize, {
      ...this.#options,
      kind: this.kind,
      tree: this.tree,
    });
  }

  indexOnly(start: number, end: number, segmentStart: number): boolean {
    return this.#kernel.indexOnly(start, end, segmentStart);
  }

  close(): void {
    this.#kernel.close();
  }

  distribution(at: number, segmentStart: number): Float64Array {
    const law = new Float64Array(this.#alphabetSize);
    const decisions = this.#kernel.decide(at, segmentStart);
    const { nodes, left, right } = this.tree;
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
    else law[this.tree.only] = 1;
    return law;
  }
}

/** Kinds are tried on pieces from all over a sequence: files begin with headers. */
const pieces = 4;
const longestTrial = 32_768;
const shortestTrial = 8192;

/**
 * The kind of symbols: binary data are records if pieces of them are predicted better that way.
 *
 * @param codes shape (A,): the byte or code point of each symbol, if it is one
 * Cost: for binary data that of coding 8 192 to 32 768 symbols twice.
 */
export function mixerKind(
  symbols: Symbols,
  alphabetSize: number,
  codes: ArrayLike<number> | undefined,
  profile: MixerProfile = "standard",
): MixerKind {
  if (codes === undefined) return "symbols";
  const plain = isText(codes) ? "text" : "symbols";
  if (!isBinary(codes)) return plain;
  const tried = spread(symbols, Math.max(shortestTrial, Math.min(longestTrial, symbols.length / 8)));
  const losses = new Float64Array(tried.length);
  const paid = ([plain, "records"] as const).map((kind) => {
    const mixer = new ContextMixer(tried, alphabetSize, { codes, profile, kind });
    mixer.code(0, tried.length, 0, true, losses);
    mixer.close();
    return losses.reduce((sum, loss) => sum + loss, 0);
  });
  return paid[1]! < paid[0]! ? "records" : plain;
}

/** Some `wanted` symbols in pieces at equal distances. */
function spread(symbols: Symbols, wanted: number): Symbols {
  if (symbols.length <= wanted) return symbols;
  const piece = Math.floor(wanted / pieces);
  const chosen = symbols.slice(0, piece * pieces);
  for (let k = 1; k < pieces; k++) {
    const at = Math.floor(((symbols.length - piece) * k) / (pieces - 1));
    chosen.set(symbols.subarray(at, at + piece), k * piece);
  }
  return chosen;
}

function define(
  profile: MixerProfile,
  title: string,
  settled: Pick<MixerOptions, "kind" | "tree"> = {},
): MemberDefinition {
  return {
    id: "context-mixer",
    title,
    expensive: true,
    open: (symbols, alphabetSize, codes) =>
      new ContextMixer(symbols, alphabetSize, {
        profile,
        ...settled,
        ...(codes === undefined ? {} : { codes }),
      }),
    settle: (symbols, alphabetSize, codes) =>
      define(profile, title, {
        kind: mixerKind(symbols, alphabetSize, codes, profile),
        tree: alphabetTree(symbols, alphabetSize),
      }),
  };
}

/**
 * The context mixers by profile. Each symbol costs -log2 p bits under a gated network of logistic mixers over orders, words and
 * lines, or units and rows of records, and pointers to earlier text, learned as it reads.
 *
 * Cost: about 1.3, 2.2 and 4.4 microseconds a byte of text for fast, standard and deep; 30 MB of memory for 100 000 symbols, at
 * most 300 MB, deep 450.
 * Source: Mahoney 2005, Florida Tech. CS-2005-16; Mattern 2012, Data Compression Conf.
 */
export const contextMixers: Readonly<Record<MixerProfile, MemberDefinition>> = {
  fast: define("fast", "context mixer, fast"),
  standard: define("standard", "context mixer"),
  deep: define("deep", "context mixer, deep"),
};
