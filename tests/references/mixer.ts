import { type MixerTables, mixerTables } from "../../src/wasm/mixer-kernel.ts";
import { chunkTree, type MixerAlphabet, type MixerSettings } from "../../src/wasm/mixer-settings.ts";
import { type Frame, ReferenceContexts } from "./mixer-contexts.ts";
import { ReferenceFollowers } from "./mixer-followers.ts";
import { type Answer, clampUnit, ReferenceNetwork } from "./mixer-network.ts";
import { lengthGrade, ReferencePointers } from "./mixer-pointers.ts";
import { type Place, ReferenceRecords } from "./mixer-records.ts";

const f = Math.fround;
const unknown = 0x8000_0000;

/** A decision and the data of its prediction. */
interface Decision {
  readonly answer: Answer;
  readonly depth: number;
  readonly frame: Frame;
  readonly place: number;
  readonly cells: readonly number[];
}

/** Reference implementation of kernels/mixer.ts: the same arithmetic without its memory layout, for tests. */
export class MixerReference {
  readonly #symbols: ArrayLike<number>;
  readonly #alphabet: MixerAlphabet;
  readonly #settings: MixerSettings;
  readonly #tables: MixerTables = mixerTables();
  readonly #tree: Int32Array;
  readonly #pointers: ReferencePointers;
  readonly #contexts: ReferenceContexts;
  readonly #network: ReferenceNetwork;
  readonly #calibration: Uint32Array;
  readonly #confidence: Float32Array;
  readonly #orderZero: Uint32Array;
  readonly #nodeMask: number;
  readonly #symbolMask: number;
  readonly #records: ReferenceRecords | undefined;
  readonly #followers: ReferenceFollowers | undefined;
  #follower = 0;
  #last: [number, number] = [0, 0];
  /** features of records, instead of words and lines */
  #place: Place | undefined;

  constructor(symbols: ArrayLike<number>, alphabet: MixerAlphabet, settings: MixerSettings) {
    this.#symbols = symbols;
    this.#alphabet = alphabet;
    this.#settings = settings;
    this.#tree = chunkTree(alphabet.tree);
    this.#pointers = new ReferencePointers(symbols, alphabet, settings);
    this.#contexts = new ReferenceContexts(alphabet, settings, this.#tables);
    this.#records = settings.records ? new ReferenceRecords(symbols, alphabet.folded) : undefined;
    this.#network = new ReferenceNetwork(settings, this.#tables);
    this.#followers = settings.thorough ? new ReferenceFollowers(symbols, settings) : undefined;
    const { cells } = this.#tables;
    this.#calibration = Uint32Array.from(
      { length: 4096 * settings.contexts.length },
      (_, i) => cells[i & 31]!,
    );
    this.#confidence = Float32Array.from({ length: 2 * 3 * 64 * 4 }, (_, i) => {
      const state = (i >> 3) & 63;
      return i % 2 === 1 ? 0 : i < 512 ? f(1 - f(0.75 / f(1.5 + state))) : 0.5;
    });
    this.#orderZero = new Uint32Array(alphabet.tree.nodes).fill(unknown);
    const mask = (size: number, most: number): number => {
      let sets = 1;
      while (sets < size && sets < most) sets *= 2;
      return sets - 1;
    };
    this.#nodeMask = mask(alphabet.tree.nodes, 4096);
    this.#symbolMask = mask(alphabet.size, 1024);
  }

  /** @returns probabilities of symbols start..end-1 */
  code(start: number, end: number, segmentStart: number, learn: boolean): Float64Array {
    const probabilities = new Float64Array(end - start).fill(1);
    this.#pointers.learning = false;
    this.#pointers.enter(start, segmentStart);
    this.#pointers.learning = learn;
    for (let position = start; position < end; position++) {
      this.#prepare(position);
      const symbol = this.#symbols[position]!;
      const path = this.#alphabet.tree.path[symbol]!;
      const decisions = this.#predictPath(path, this.#alphabet.tree.depth[symbol]!);
      for (const { depth, answer } of decisions)
        probabilities[position - start]! *=
          (path >>> depth) & 1 ? answer.probability : 1 - answer.probability;
      if (learn) {
        this.#learnPath(decisions, path);
        this.#pointers.learned[position] = 1;
        this.#followers?.learn(symbol);
        this.#records?.learn(position + 1, segmentStart);
      }
      this.#pointers.advance(position);
    }
    if (learn) this.#pointers.keepTail();
    return probabilities;
  }

  /** Learns only the positions of symbols start..end-1. */
  indexOnly(start: number, end: number, segmentStart: number): void {
    this.#pointers.learning = false;
    this.#pointers.enter(start, segmentStart);
    this.#pointers.learning = true;
    for (let position = start; position < end; position++) {
      this.#pointers.aim(position);
      this.#pointers.advance(position);
      this.#pointers.learned[position] = 1;
    }
    this.#pointers.keepTail();
  }

  #prepare(position: number): void {
    const before = (back: number): number =>
      position - back >= this.#pointers.moving.segment ? this.#symbols[position - back]! : 0;
    this.#place = this.#records?.observe(position, this.#pointers.moving.segment);
    this.#last = [before(1), this.#place?.above ?? before(2)];
    this.#pointers.aim(position);
    const followed = this.#followers?.observe(position, this.#pointers.moving);
    this.#follower = followed?.follower ?? 0;
    this.#contexts.observe(position, this.#pointers, followed?.features ?? [], this.#place);
  }

  #predictPath(path: number, length: number): Decision[] {
    const decisions: Decision[] = [];
    let node = 0;
    let frame: Frame | undefined;
    for (let depth = 0; depth < length; depth++) {
      const [left, right, chunk, place] = this.#tree.subarray(4 * node, 4 * node + 4);
      if (frame?.chunk !== chunk) frame = this.#contexts.frame(chunk!);
      const { inputs, cells, hits } = this.#gather(frame!, node, depth, path, place!);
      const keys = this.#keys(node, depth, path, hits);
      const expected = this.#settings.thorough ? this.#follower : keys[10]!;
      const symbolKeys = [...this.#last, expected].map((symbol) => symbol & this.#symbolMask);
      const answer = this.#network.predict({
        inputs,
        keys,
        follower: this.#follower,
        further: [...symbolKeys, keys[5]!],
        node,
        nodeSet: node & this.#nodeMask,
        active: [0, 1, 2].reduce(
          (bits, expert) => bits | (this.#pointers.predicts(expert, depth, path) ? 1 << expert : 0),
          0,
        ),
        last: this.#last,
      });
      decisions.push({ answer, depth, frame: frame!, place: place!, cells });
      node = (path >>> depth) & 1 ? right! : left!;
    }
    return decisions;
  }

  #gather(frame: Frame, node: number, depth: number, prefix: number, place: number) {
    const { stretch, grades } = this.#tables;
    const contexts = this.#settings.contexts.length;
    const inputs = new Float32Array(4 * Math.ceil((2 * contexts + 6) / 4));
    const cells: number[] = [];
    let hits = 0;
    for (let c = 0; c < contexts; c++) {
      const v = this.#contexts.slot(frame, c, place);
      const count = (v >>> 4) & 255;
      cells.push(4096 * c + ((grades[count]! << 9) | ((v & 15) << 5) | this.#tables.bins[v >>> 20]!));
      if (count === 0) continue;
      if (c < this.#settings.orders) hits++;
      inputs[2 * c] = stretch[v >>> 20]!;
      inputs[2 * c + 1] = stretch[this.#calibration[cells[c]!]! >>> 20]!;
    }
    const at = 2 * contexts;
    inputs[at] = stretch[this.#orderZero[node]! >>> 20]!;
    for (let index = 0; index < 3; index++) inputs[at + 1 + index] = this.#consult(index, depth, prefix);
    const length = Math.min(this.#pointers.moving.matchLength, 32) / 16;
    inputs[at + 4] = Math.sign(inputs[at + 1]!) * length;
    inputs[at + 5] = 0.3;
    return { inputs, cells, hits };
  }

  #confidenceOf(index: number, depth: number): number {
    return 2 * (((index << 6) | this.#pointers.experts[index]!.state) * 4 + Math.min(depth, 3));
  }

  #consult(index: number, depth: number, prefix: number): number {
    if (!this.#pointers.predicts(index, depth, prefix)) return 0;
    const p = this.#confidence[this.#confidenceOf(index, depth)]!;
    const confidence = this.#tables.stretch[Math.trunc(f(p * f(4095.99)))]!;
    return (this.#pointers.experts[index]!.path >>> depth) & 1 ? confidence : -confidence;
  }

  #keys(node: number, depth: number, prefix: number, hits: number): number[] {
    const m = this.#pointers.moving;
    const predicts = this.#pointers.predicts(0, depth, prefix);
    const match = predicts ? 1 + lengthGrade(m.matchLength) : 0;
    return [
      node & this.#nodeMask,
      16 * match + hits,
      ((this.#last[0] & this.#symbolMask) << 3) | Math.min(hits, 7),
      this.#last[1] & this.#symbolMask,
      ((this.#place?.unitPlace ?? Math.min(m.wordLength, 15)) << 7) | (node & 127),
      this.#place?.sketch ?? m.shape & 0xfff,
      Math.min(this.#place?.rowPlace ?? m.position - m.line, 255),
      m.word >>> 20,
      ((m.open & 127) << 3) | Math.min(m.indent & 255, 7),
      m.wordBefore >>> 22,
      predicts ? 1 + (this.#pointers.experts[0].symbol & this.#symbolMask) : 0,
    ];
  }

  #learnPath(decisions: readonly Decision[], path: number): void {
    let frame: Frame | undefined;
    for (const decision of decisions) {
      if (decision.frame !== frame) {
        frame = decision.frame;
        this.#contexts.claim(frame);
      }
      const { answer, depth } = decision;
      const bit = (path >>> depth) & 1;
      this.#network.learn(answer, bit);
      this.#learnSlots(decision, bit);
      const v = this.#orderZero[answer.node]!;
      const count = v & 1023;
      this.#orderZero[answer.node] = (this.#adapt(v >>> 10, bit, count) << 10) | Math.min(count + 1, 1023);
      for (let index = 0; index < 3; index++) this.#judge(index, depth, path);
    }
  }

  #learnSlots({ frame, place, cells }: Decision, bit: number): void {
    const { table } = this.#contexts;
    for (let c = 0; c < cells.length; c++) {
      const at = 8 * frame.buckets[c]! + place;
      const v = table[at]!;
      const count = (v >>> 4) & 255;
      if (count !== 0) {
        const p = this.#calibration[cells[c]!]!;
        const seen = p & 1023;
        this.#calibration[cells[c]!] = (this.#adapt(p >>> 10, bit, seen) << 10) | Math.min(seen + 1, 1023);
      }
      const p = this.#adapt(v >>> 10, bit, count);
      table[at] = ((p & ~3) << 10) | (Math.min(count + 1, 255) << 4) | ((v & 7) << 1) | bit;
    }
  }

  #adapt(p: number, bit: number, count: number): number {
    return p + Math.floor((((bit ? 0x3f_ffff : 0) - p) * this.#tables.rates[count]!) / 65_536);
  }

  #judge(index: number, depth: number, path: number): void {
    if (!this.#pointers.predicts(index, depth, path)) return;
    const hit = ((this.#pointers.experts[index]!.path ^ path) >>> depth) & 1 ? 0 : 1;
    const at = this.#confidenceOf(index, depth);
    const p = this.#confidence[at]!;
    const count = this.#confidence[at + 1]!;
    this.#confidence[at] = clampUnit(f(p + f(f(hit - p) / f(count + 1.5))), 0.0001);
    if (count < 16_383) this.#confidence[at + 1] = count + 1;
  }
}
