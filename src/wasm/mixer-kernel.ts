import type { Symbols } from "../core/sequence.ts";
import { borrow, type KernelConstant, type KernelExports, release, reserve } from "./load.ts";
import { wasm as general } from "./mixer.wasm.ts";
import { wasm as deep } from "./mixer-deep.wasm.ts";
import { wasm as fast } from "./mixer-fast.wasm.ts";
import {
  allExperts,
  chunkTree,
  farthestBack,
  type MixerAlphabet,
  type MixerSettings,
} from "./mixer-settings.ts";
import { wasm as standard } from "./mixer-standard.wasm.ts";

/** Constant tables of the mixer, rounded so that they are the same everywhere. */
interface MixerTables {
  /** shape (4096,): ln(p / (1 - p)) at p = (i + 1/2) / 4096 */
  readonly stretch: Float32Array;
  /** shape (3080,): 1 / (1 + exp(-d)) at d = (i - 1536) / 128 */
  readonly squash: Float32Array;
  /** shape (1024,): adaptation rate after i occurrences, in 2^-16 */
  readonly rates: Int32Array;
  /** shape (4096,): bin of a probability in 2^-12, 0 to 31 */
  readonly bins: Uint8Array;
  /** shape (32,): probability of a bin in the upper 22 bits, with the initial count */
  readonly cells: Uint32Array;
  /** shape (256,): grade of a count, 0 to 7 */
  readonly grades: Uint8Array;
  /** shape (32,): odd multipliers */
  readonly multipliers: Uint32Array;
}

/** Weight of the prior in the adaptation rate, as in the Krichevsky-Trofimov estimator. */
const prior = 2;
/** Bins of probabilities are equally wide in the logistic domain, which resolves probabilities near 0 and 1. */
const binsPerUnit = 2.3;

let made: MixerTables | undefined;

/** @returns the tables, made once, since many short texts need them */
function mixerTables(): MixerTables {
  made ??= makeTables();
  return made;
}

function makeTables(): MixerTables {
  return {
    stretch: Float32Array.from({ length: 4096 }, (_, i) => Math.log((i + 0.5) / (4095.5 - i))),
    squash: Float32Array.from({ length: 3080 }, (_, i) => 1 / (1 + Math.exp((1536 - i) / 128))),
    rates: Int32Array.from({ length: 1024 }, (_, i) => Math.round(65_536 / (i + prior))),
    bins: Uint8Array.from({ length: 4096 }, (_, i) => {
      const bin = Math.floor(16 + binsPerUnit * Math.log((i + 0.5) / (4095.5 - i)));
      return Math.max(0, Math.min(31, bin));
    }),
    cells: Uint32Array.from({ length: 32 }, (_, bin) => {
      const probability = 1 / (1 + Math.exp((15.5 - bin) / binsPerUnit));
      return Math.round(4_194_304 * probability) * 1024 + 3;
    }),
    grades: Uint8Array.from({ length: 256 }, (_, i) => (i < 4 ? i : i < 6 ? 4 : i < 12 ? 5 : i < 32 ? 6 : 7)),
    multipliers: multipliers(),
  };
}

/** Odd pseudorandom numbers. */
function multipliers(): Uint32Array {
  let state = 12_345;
  return Uint32Array.from({ length: 32 }, () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b_3c6d) + 0x9e37_79b9) | 0;
    const mixed = Math.imul(state ^ (state >>> 13), 0x297a_2d39);
    return (mixed ^ (mixed >>> 15)) | 1;
  });
}

interface MixerExports extends KernelExports {
  readonly STRETCH: KernelConstant;
  readonly SQUASH: KernelConstant;
  readonly BINS: KernelConstant;
  readonly CALIBRATION: KernelConstant;
  readonly GRADES: KernelConstant;
  readonly MULTIPLIERS: KernelConstant;
  readonly CONTEXTS: KernelConstant;
  readonly PROBABILITIES: KernelConstant;
  readonly BELOW: KernelConstant;
  readonly TREE: KernelConstant;
  readonly ALPHABET: KernelConstant;
  readonly SEQUENCE: KernelConstant;
  readonly LAW: KernelConstant;
  layout(
    length: number,
    symbols: number,
    nodes: number,
    contexts: number,
    orders: number,
    sets: number,
    logBuckets: number,
    logMatches: number,
    logMaps: number,
    matchLength: number,
    farthest: number,
    experts: number,
    records: boolean,
    thorough: boolean,
    plain: boolean,
  ): number;
  clear(): void;
  begin(): void;
  code(start: number, end: number, segmentStart: number, learn: boolean): void;
  skip(start: number, end: number, segmentStart: number): void;
  indexOnly(start: number, end: number, segmentStart: number): number;
  decide(position: number, segmentStart: number): void;
}

/** Symbols coded per call of the kernel. */
const stretch = 4096;
const slotBytes = 4;

/** A mixer over one sequence, in memory of its own. */
export class MixerKernel {
  /** its memory in bytes */
  readonly bytes: number;
  readonly #run: MixerExports;
  readonly #symbols: Symbols;
  /** Shape (n,): the kernel's copy of the symbols. */
  readonly #copy: Uint16Array;
  readonly #longCopy: number;
  readonly #probabilities: Float64Array;
  readonly #below: Float64Array;
  readonly #law: Float32Array;

  /** @param symbols shape (n,), each below `alphabet.size` with a leaf in its tree */
  constructor(
    symbols: Symbols,
    alphabet: MixerAlphabet,
    settings: MixerSettings,
    wasm: string = compiledFor(settings),
  ) {
    const run = borrow<MixerExports>(wasm, { pool: "mixer", clearsMemory: true });
    const { tree, size } = alphabet;
    const bytes = run.layout(
      symbols.length,
      size,
      tree.nodes,
      settings.contexts.length,
      settings.orders,
      settings.sets,
      settings.logBuckets,
      settings.logMatches,
      settings.logMaps,
      settings.matchLength,
      settings.records || settings.thorough ? 0 : farthestBack(settings.contexts),
      settings.experts ?? allExperts,
      settings.records ?? false,
      settings.thorough ?? false,
      settings.plain ?? false,
    );
    reserve(run.memory, bytes >>> 0);
    const memory = run.memory.buffer;
    run.clear();
    const tables = mixerTables();
    new Float32Array(memory, run.STRETCH.value, 4096).set(tables.stretch);
    new Float32Array(memory, run.SQUASH.value, 3080).set(tables.squash);
    new Uint8Array(memory, run.BINS.value, 4096).set(tables.bins);
    new Uint32Array(memory, run.CALIBRATION.value, 32).set(tables.cells);
    new Uint8Array(memory, run.GRADES.value, 256).set(tables.grades);
    new Uint32Array(memory, run.MULTIPLIERS.value, 32).set(tables.multipliers);
    new Uint32Array(memory, run.CONTEXTS.value, 32).set(settings.contexts);
    run.begin();
    const records = new Int32Array(memory, run.TREE.value >>> 0, 4 * tree.nodes);
    records.set(chunkTree(tree));
    for (let place = 3; place < records.length; place += 4) records[place] = records[place]! * slotBytes;
    const entries = new Uint32Array(memory, run.ALPHABET.value >>> 0, 4 * size);
    for (let symbol = 0; symbol < size; symbol++) {
      entries[4 * symbol] = tree.path[symbol]!;
      entries[4 * symbol + 1] = tree.depth[symbol]!;
      entries[4 * symbol + 2] = alphabet.classes[symbol]!;
      entries[4 * symbol + 3] = alphabet.folded[symbol]!;
    }
    this.#symbols = symbols;
    this.#longCopy = 2 * settings.matchLength;
    this.#copy = new Uint16Array(memory, run.SEQUENCE.value >>> 0, symbols.length);
    this.#copy.set(symbols);
    this.bytes = bytes >>> 0;
    this.#run = run;
    this.#probabilities = new Float64Array(memory, run.PROBABILITIES.value, stretch);
    this.#below = new Float64Array(memory, run.BELOW.value, stretch);
    this.#law = new Float32Array(memory, run.LAW.value >>> 0, tree.nodes);
  }

  /**
   * Codes symbols start..end-1, read from the current sequence.
   *
   * @param receive gets the probabilities of the next symbols, the position of the first, and those of all symbols below each;
   *   the arrays are reused
   */
  code(
    start: number,
    end: number,
    segmentStart: number,
    learn: boolean,
    receive: (probabilities: Float64Array, at: number, below: Float64Array) => void,
  ): void {
    for (let at = start; at < end; at += stretch) {
      const to = Math.min(end, at + stretch);
      this.#read(at, to);
      this.#run.code(at, to, segmentStart, learn);
      receive(this.#probabilities.subarray(0, to - at), at, this.#below.subarray(0, to - at));
    }
  }

  /**
   * Reads symbols start..end-1 as context for what follows, as if they had been coded without learning.
   *
   * Cost: a twentieth of that of coding them.
   */
  skip(start: number, end: number, segmentStart: number): void {
    this.#read(start, end);
    this.#run.skip(start, end, segmentStart);
  }

  /**
   * Learns only the positions of symbols start..end-1.
   *
   * @returns whether they end in a copy of earlier symbols
   * Cost: that of `skip`.
   */
  indexOnly(start: number, end: number, segmentStart: number): boolean {
    this.#read(start, end);
    return this.#run.indexOnly(start, end, segmentStart) > this.#longCopy;
  }

  /** Releases its memory for the next mixer. Do not use it afterwards. */
  close(): void {
    release(this.#run);
  }

  #read(start: number, end: number): void {
    this.#copy.set(this.#symbols.subarray(start, end), start);
  }

  /** @returns shape (nodes,): probability of a 1 at every node at position `at`; the array is reused */
  decide(at: number, segmentStart: number): Float32Array {
    this.#run.decide(at, segmentStart);
    return this.#law;
  }
}

/** The kernel compiled for this model, if there is one; kernels/mixer/model-*.ts have their constants. */
function compiledFor({
  contexts,
  orders,
  sets,
  records = false,
  thorough = false,
  plain = false,
}: MixerSettings): string {
  if (orders !== 5 || records || plain) return general;
  if (thorough) return contexts.length === 27 && sets === 11 ? deep : general;
  if (farthestBack(contexts) !== 0) return general;
  if (contexts.length === 8 && sets === 7) return fast;
  return contexts.length === 13 && sets === 11 ? standard : general;
}
