import { type Frame, ReferenceContexts } from "./mixer-reference-contexts.ts";
import { lengthGrade, ReferencePointers } from "./mixer-reference-pointers.ts";
import { chunkTree, type MixerAlphabet, type MixerSettings } from "./mixer-settings.ts";
import { type MixerTables, mixerTables } from "./mixer-tables.ts";

const f = Math.fround;
const knots = 33;
const unknown = 0x8000_0000;
const [finalRate, mapRate, slowLeast, switching] = [f(0.0007), f(0.02), f(0.0002), f(0.0002)];
const [leastRate, rateDecay] = [f(0.0018), f(0.99985)];

const clamp = (x: number, limit: number): number => Math.min(f(limit), Math.max(f(-limit), x));
const clampUnit = (p: number, least: number): number => Math.min(f(1 - f(least)), Math.max(f(least), p));

/** What a decision was predicted from. */
interface Decision {
  readonly node: number;
  readonly depth: number;
  readonly frame: Frame;
  readonly place: number;
  readonly inputs: Float32Array;
  readonly cells: number[];
  readonly chosen: Float32Array[];
  readonly outputs: Float32Array;
  readonly mixed: number;
  readonly fast: number;
  readonly slow: number;
  readonly slowSet: number;
  readonly knots: readonly [number, number];
  readonly probability: number;
}

/** Twin of kernels/mixer.ts: the same arithmetic without its layout, for tests. */
export class MixerReference {
  readonly pointers: ReferencePointers;
  readonly contexts: ReferenceContexts;
  readonly #symbols: ArrayLike<number>;
  readonly #alphabet: MixerAlphabet;
  readonly #settings: MixerSettings;
  readonly #tables: MixerTables;
  readonly #tree: Int32Array;
  readonly #inputs: number;
  readonly #calibration: Uint32Array;
  readonly #confidence: Float32Array;
  readonly #orderZero: Uint32Array;
  readonly #weights = new Map<string, Float32Array>();
  readonly #ages = new Map<string, number>();
  readonly #trust = new Map<number, number>();
  readonly #maps: readonly [Float32Array, Float32Array];
  readonly #nodeMask: number;
  readonly #symbolMask: number;
  #rate = f(0.02);
  #last1 = 0;
  #last2 = 0;

  constructor(symbols: ArrayLike<number>, alphabet: MixerAlphabet, settings: MixerSettings) {
    this.#symbols = symbols;
    this.#alphabet = alphabet;
    this.#settings = settings;
    this.#tables = mixerTables();
    this.#tree = chunkTree(alphabet.tree);
    this.pointers = new ReferencePointers(symbols, alphabet, settings.matchLength, settings.logMatches);
    this.contexts = new ReferenceContexts(alphabet, settings, this.#tables);
    this.#inputs = 4 * Math.ceil((2 * settings.contexts.length + 6) / 4);
    this.#calibration = Uint32Array.from(
      { length: 1024 * settings.contexts.length },
      (_, i) => ((2 * (i & 31) + 1) << 26) | 6,
    );
    this.#confidence = Float32Array.from({ length: 2 * 3 * 64 * 4 }, (_, i) => {
      const state = (i >> 3) & 63;
      return i % 2 === 1 ? 0 : i < 512 ? f(1 - f(0.75 / f(1.5 + state))) : 0.5;
    });
    this.#orderZero = new Uint32Array(alphabet.tree.nodes).fill(unknown);
    const map = Float32Array.from({ length: knots << settings.logMaps }, (_, i) =>
      this.#squash(clamp(((i % knots) - 16) / 2, 11.9)),
    );
    this.#maps = [map, map.slice()];
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
    this.pointers.learning = false;
    this.pointers.enter(start, segmentStart);
    this.pointers.learning = learn;
    for (let position = start; position < end; position++) {
      this.#prepare(position);
      const path = this.#alphabet.tree.path[this.#symbols[position]!]!;
      const decisions = this.#predictPath(path, this.#alphabet.tree.depth[this.#symbols[position]!]!);
      for (const { depth, probability } of decisions)
        probabilities[position - start]! *= (path >>> depth) & 1 ? probability : 1 - probability;
      if (learn) {
        this.#learnPath(decisions, path);
        if (this.#rate > leastRate) this.#rate = f(this.#rate * rateDecay);
        this.pointers.learned[position] = 1;
      }
      this.pointers.advance(position);
    }
    if (learn) this.pointers.keepTail();
    return probabilities;
  }

  #prepare(position: number): void {
    const before = (back: number): number =>
      position - back >= this.pointers.moving.segment ? this.#symbols[position - back]! : 0;
    this.#last1 = before(1);
    this.#last2 = before(2);
    this.pointers.aim(position);
    this.contexts.observe(position, this.pointers);
  }

  #predictPath(path: number, length: number): Decision[] {
    const decisions: Decision[] = [];
    let node = 0;
    let frame: Frame | undefined;
    for (let depth = 0; depth < length; depth++) {
      const [left, right, chunk, place] = this.#tree.subarray(4 * node, 4 * node + 4);
      if (frame?.chunk !== chunk) frame = this.contexts.frame(chunk!);
      decisions.push(this.#predict(frame!, node, depth, path, place!));
      node = (path >>> depth) & 1 ? right! : left!;
    }
    return decisions;
  }

  #predict(frame: Frame, node: number, depth: number, prefix: number, place: number): Decision {
    const { inputs, cells, hits } = this.#gather(frame, node, depth, prefix, place);
    const chosen = this.#choose(node, depth, prefix, hits);
    const outputs = new Float32Array(8);
    for (const [set, weights] of chosen.entries()) outputs[set] = dot(inputs, weights);
    const d = dot(outputs, this.#set("final", node & this.#nodeMask));
    const mixed = this.#squash(d);
    const at = f(f(clamp(d, 7.999) * 2) + 16);
    const knot = Math.trunc(at);
    const w = f(at - knot);
    const key1 = Math.imul(this.#last1 + 1, 0x9e37_79b1) + node;
    const key2 = Math.imul(this.#last1 + 1 + Math.imul(this.#last2 + 1, 300), 0x85eb_ca6b) + node;
    const cell = (key: number): number =>
      (Math.imul(key, 0x9e37_79b1) >>> (32 - this.#settings.logMaps)) * knots + knot;
    const mapped = (map: Float32Array, i: number): number => f(f(map[i]! * f(1 - w)) + f(map[i + 1]! * w));
    const [cell1, cell2] = [cell(key1), cell(key2)];
    const maps = f(mapped(this.#maps[0], cell1) + mapped(this.#maps[1], cell2));
    const sure = d > 7.5 || d < -7.5;
    const fast = clampUnit(sure ? mixed : f(f(mixed * f(0.34)) + f(maps * f(0.33))), 0.000002);
    const speakers = [0, 1, 2].reduce(
      (bits, index) => bits | (this.pointers.speaks(index, depth, prefix) ? 1 << index : 0),
      0,
    );
    const slowSet = ((node & this.#nodeMask) << 3) | speakers;
    const slow = clampUnit(this.#squash(dot(inputs, this.#set("slow", slowSet))), 0.000002);
    const share = this.#trust.get(node & this.#nodeMask) ?? 0.5;
    const probability = f(slow + f(f(fast - slow) * share));
    const nearest = w < 0.5 ? 0 : 1;
    const near: [number, number] = [cell1 + nearest, cell2 + nearest];
    const common = { node, depth, frame, place, inputs, cells, chosen, outputs };
    return { ...common, mixed, fast, slow, slowSet, knots: near, probability };
  }

  #gather(frame: Frame, node: number, depth: number, prefix: number, place: number) {
    const { stretch, grades } = this.#tables;
    const inputs = new Float32Array(this.#inputs);
    const cells: number[] = [];
    let hits = 0;
    const contexts = this.#settings.contexts.length;
    for (let c = 0; c < contexts; c++) {
      const v = this.contexts.slot(frame, c, place);
      const count = (v >>> 2) & 255;
      cells.push(1024 * c + ((grades[count]! << 7) | ((v & 3) << 5) | (v >>> 27)));
      if (count === 0) continue;
      if (c < this.#settings.orders) hits++;
      inputs[2 * c] = stretch[v >>> 20]!;
      inputs[2 * c + 1] = stretch[this.#calibration[cells[c]!]! >>> 20]!;
    }
    const at = 2 * contexts;
    inputs[at] = stretch[this.#orderZero[node]! >>> 20]!;
    for (let index = 0; index < 3; index++) inputs[at + 1 + index] = this.#consult(index, depth, prefix);
    const length = Math.min(this.pointers.moving.matchLength, 32) / 16;
    inputs[at + 4] = Math.sign(inputs[at + 1]!) * length;
    inputs[at + 5] = 0.3;
    return { inputs, cells, hits };
  }

  #confidenceOf(index: number, depth: number): number {
    return 2 * (((index << 6) | this.pointers.experts[index]!.state) * 4 + Math.min(depth, 3));
  }

  #consult(index: number, depth: number, prefix: number): number {
    if (!this.pointers.speaks(index, depth, prefix)) return 0;
    const p = this.#confidence[this.#confidenceOf(index, depth)]!;
    const confidence = this.#tables.stretch[Math.trunc(f(p * f(4095.99)))]!;
    return (this.pointers.experts[index]!.path >>> depth) & 1 ? confidence : -confidence;
  }

  #choose(node: number, depth: number, prefix: number, hits: number): Float32Array[] {
    const m = this.pointers.moving;
    const match = this.pointers.speaks(0, depth, prefix) ? 1 + lengthGrade(m.matchLength) : 0;
    const keys = [
      node & this.#nodeMask,
      16 * match + hits,
      this.#last1 & this.#symbolMask,
      this.#last2 & this.#symbolMask,
      (Math.min(m.wordLength, 15) << 7) | (node & 127),
      m.shape & 0xfff,
    ];
    return keys.slice(0, this.#settings.sets).map((key, set) => this.#set(`${set}`, key));
  }

  #set(kind: string, key: number): Float32Array {
    const name = `${kind} ${key}`;
    let weights = this.#weights.get(name);
    if (weights === undefined) {
      weights =
        kind === "final"
          ? new Float32Array(8).fill(1 / this.#settings.sets)
          : new Float32Array(this.#inputs).fill(0.14);
      this.#weights.set(name, weights);
    }
    return weights;
  }

  #squash(d: number): number {
    const x = f(f(d * 128) + 1536);
    const i = Math.trunc(x);
    const low = this.#tables.squash[i]!;
    return f(low + f(f(this.#tables.squash[i + 1]! - low) * f(x - i)));
  }

  #learnPath(decisions: readonly Decision[], path: number): void {
    let frame: Frame | undefined;
    for (const decision of decisions) {
      if (decision.frame !== frame) {
        frame = decision.frame;
        this.contexts.claim(frame);
      }
      this.#learn(decision, (path >>> decision.depth) & 1, path);
    }
  }

  #learn(decision: Decision, bit: number, path: number): void {
    const { node, inputs, outputs, mixed } = decision;
    for (const [set, weights] of decision.chosen.entries())
      train(inputs, weights, f(f(bit - this.#squash(outputs[set]!)) * this.#rate));
    train(outputs, this.#set("final", node & this.#nodeMask), f(f(bit - mixed) * finalRate));
    this.#weigh(decision, bit);
    for (const [index, map] of this.#maps.entries()) {
      const at = decision.knots[index]!;
      map[at] = f(map[at]! + f(f(bit - map[at]!) * mapRate));
    }
    this.#learnSlots(decision, bit);
    const v = this.#orderZero[node]!;
    this.#orderZero[node] = (this.#adapt(v >>> 10, bit, v & 1023) << 10) | Math.min((v & 1023) + 1, 1023);
    for (let index = 0; index < 3; index++) this.#judge(index, decision.depth, path);
  }

  #weigh({ node, fast, slow, slowSet, inputs }: Decision, bit: number): void {
    const share = this.#trust.get(node & this.#nodeMask) ?? 0.5;
    const likelyFast = bit ? fast : f(1 - fast);
    const likelySlow = bit ? slow : f(1 - slow);
    const evidence = f(likelySlow + f(f(likelyFast - likelySlow) * share));
    const posterior = f(f(share * likelyFast) / evidence);
    this.#trust.set(node & this.#nodeMask, f(posterior + f(f(0.5 - posterior) * switching)));
    const age = this.#ages.get(`${slowSet}`) ?? 0;
    this.#ages.set(`${slowSet}`, f(age + 1));
    const rate = Math.max(slowLeast, f(20 / f(age + 1000)));
    train(inputs, this.#set("slow", slowSet), f(f(bit - slow) * rate));
  }

  #learnSlots({ frame, place, cells }: Decision, bit: number): void {
    for (let c = 0; c < cells.length; c++) {
      const at = 8 * frame.buckets[c]! + place;
      const v = this.contexts.table[at]!;
      const count = (v >>> 2) & 255;
      if (count !== 0) {
        const p = this.#calibration[cells[c]!]!;
        const seen = p & 1023;
        this.#calibration[cells[c]!] = (this.#adapt(p >>> 10, bit, seen) << 10) | Math.min(seen + 1, 1023);
      }
      const p = this.#adapt(v >>> 10, bit, count);
      this.contexts.table[at] = (p << 10) | (Math.min(count + 1, 255) << 2) | ((v & 1) << 1) | bit;
    }
  }

  #adapt(p: number, bit: number, count: number): number {
    return p + Math.floor((((bit ? 0x3f_ffff : 0) - p) * this.#tables.rates[count]!) / 65_536);
  }

  #judge(index: number, depth: number, path: number): void {
    if (!this.pointers.speaks(index, depth, path)) return;
    const hit = ((this.pointers.experts[index]!.path ^ path) >>> depth) & 1 ? 0 : 1;
    const at = this.#confidenceOf(index, depth);
    const p = this.#confidence[at]!;
    const count = this.#confidence[at + 1]!;
    this.#confidence[at] = clampUnit(f(p + f(f(hit - p) / f(count + 1.5))), 0.0001);
    if (count < 16_383) this.#confidence[at + 1] = count + 1;
  }
}

/** Inner product in four interleaved parts, as a 128-bit register adds. */
function dot(inputs: Float32Array, weights: Float32Array): number {
  const parts = new Float32Array(4);
  if (inputs.length === 8) {
    for (let k = 0; k < 4; k++)
      parts[k] = f(f(inputs[k]! * weights[k]!) + f(inputs[k + 4]! * weights[k + 4]!));
  } else {
    for (let k = 0; k < inputs.length; k++) parts[k & 3] = f(parts[k & 3]! + f(inputs[k]! * weights[k]!));
  }
  return clamp(f(f(parts[0]! + parts[2]!) + f(parts[1]! + parts[3]!)), 11.9);
}

function train(inputs: Float32Array, weights: Float32Array, step: number): void {
  for (let k = 0; k < inputs.length; k++) weights[k] = f(weights[k]! + f(inputs[k]! * step));
}
