import type { MixerTables } from "../../src/wasm/mixer-kernel.ts";
import type { MixerSettings } from "../../src/wasm/mixer-settings.ts";

const f = Math.fround;
const knots = 16;
const [finalRate, mapRate, slowLeast, switching] = [f(0.002), f(0.02), f(0.0002), f(0.0002)];
const [firstRate, leastRate, rateDecay] = [f(0.02), f(0.0015), f(0.9995)];

const clamp = (x: number, limit: number): number => Math.min(f(limit), Math.max(f(-limit), x));

/** Keeps a probability away from 0 and 1. */
export const clampUnit = (p: number, least: number): number =>
  Math.min(f(1 - f(least)), Math.max(f(least), p));

/** Everything that a prediction depends on. */
export interface Question {
  readonly inputs: Float32Array;
  /** which weights each set uses */
  readonly keys: readonly number[];
  readonly node: number;
  /** the node among those that have weights of their own */
  readonly nodeSet: number;
  /** bit mask of the pointer experts that predict */
  readonly active: number;
  /** the last two symbols, latest first */
  readonly last: readonly [number, number];
  /** the symbol that last followed the word */
  readonly follower: number;
  /** which weights the further final mixers use */
  readonly further: readonly number[];
}

/** A prediction, with the intermediate results that learning needs. */
export interface Answer extends Question {
  readonly outputs: Float32Array;
  /** outputs of the final mixers */
  readonly finals: readonly number[];
  readonly fast: number;
  readonly slow: number;
  /** the nearest knots of the probability maps */
  readonly nearest: readonly number[];
  readonly probability: number;
}

/** Reference implementation of the network of kernels/mixer.ts. */
export class ReferenceNetwork {
  readonly #sets: number;
  readonly #logMaps: number;
  readonly #tables: MixerTables;
  readonly #weights = new Map<string, Float32Array>();
  readonly #ages = new Map<number, number>();
  readonly #trust = new Map<number, number>();
  readonly #maps: readonly Float32Array[];
  readonly #thorough: boolean;
  readonly #further: boolean;
  readonly #rates = new Map<string, number>();

  constructor({ sets, logMaps, thorough = false }: MixerSettings, tables: MixerTables) {
    this.#sets = sets;
    this.#thorough = thorough;
    this.#further = thorough || sets > 7;
    this.#logMaps = logMaps;
    this.#tables = tables;
    const map = Float32Array.from({ length: knots << logMaps }, (_, i) => this.#squash((i % knots) - 7.5));
    this.#maps = thorough ? [map, map.slice(), map.slice()] : [map, map.slice()];
  }

  predict(question: Question): Answer {
    const { inputs, nodeSet, node, last, follower } = question;
    const outputs = new Float32Array(12);
    for (let set = 0; set < this.#sets; set++) outputs[set] = dot(inputs, this.#set(set, question));
    const dots = this.#finals(question).map((final) => dot(outputs, final));
    const both = f(dots[0]! + dots[1]!);
    const further = this.#further ? f(f(dots[2]! + dots[4]!) + f(dots[3]! + dots[5]!)) : 0;
    const d = f(f(both + further) * f(1 / dots.length));
    const mixed = this.#squash(d);
    const at = f(clamp(d, 7.499) + 7.5);
    const knot = Math.trunc(at);
    const w = f(at - knot);
    const cell = (key: number): number =>
      (Math.imul(key, 0x9e37_79b1) >>> (32 - this.#logMaps)) * knots + knot;
    const cell1 = cell(Math.imul(last[0] + 1, 0x9e37_79b1) + node);
    const cell2 = cell(Math.imul(last[0] + 1 + Math.imul(last[1] + 1, 300), 0x85eb_ca6b) + node);
    const cell3 = cell(Math.imul(follower + Math.imul(last[0] + 1, 300), 0xc2b2_ae35) + node);
    const cells = [cell1, cell2, cell3].slice(0, this.#maps.length);
    const mapped = (map: Float32Array, i: number): number => f(f(map[i]! * f(1 - w)) + f(map[i + 1]! * w));
    const maps = cells.reduce((sum, i, index) => f(sum + mapped(this.#maps[index]!, i)), 0);
    const share = f(this.#thorough ? 0.22 : 0.33);
    const sure = d > 7.5 || d < -7.5;
    const fast = clampUnit(sure ? mixed : f(f(mixed * f(0.34)) + f(maps * share)), 0.000002);
    const slow = clampUnit(this.#squash(dot(inputs, this.#slow(question))), 0.000002);
    const trust = this.#trust.get(nodeSet) ?? 0.5;
    const near = w < 0.5 ? 0 : 1;
    return {
      ...question,
      outputs,
      finals: dots.map((x) => this.#squash(x)),
      fast,
      slow,
      nearest: cells.map((i) => i + near),
      probability: f(slow + f(f(fast - slow) * trust)),
    };
  }

  learn(answer: Answer, bit: number): void {
    const { inputs, outputs, finals } = answer;
    for (let set = 0; set < this.#sets; set++) {
      const error = f(bit - this.#squash(outputs[set]!));
      train(inputs, this.#set(set, answer), f(error * this.#rate(`${set} ${answer.keys[set]}`)));
    }
    for (const [index, final] of this.#finals(answer).entries()) {
      train(outputs, final, f(f(bit - finals[index]!) * finalRate));
    }
    this.#weigh(answer, bit);
    for (const [index, map] of this.#maps.entries()) {
      const at = answer.nearest[index]!;
      map[at] = f(map[at]! + f(f(bit - map[at]!) * mapRate));
    }
  }

  /** The current learning rate of a set of weights; it decays with each call. */
  #rate(name: string): number {
    const rate = this.#rates.get(name) ?? firstRate;
    this.#rates.set(name, f(leastRate + f(f(rate - leastRate) * rateDecay)));
    return rate;
  }

  #weigh({ nodeSet, active, fast, slow, inputs, ...question }: Answer, bit: number): void {
    const share = this.#trust.get(nodeSet) ?? 0.5;
    const likelyFast = bit ? fast : f(1 - fast);
    const likelySlow = bit ? slow : f(1 - slow);
    const evidence = f(likelySlow + f(f(likelyFast - likelySlow) * share));
    const posterior = f(f(share * likelyFast) / evidence);
    this.#trust.set(nodeSet, f(posterior + f(f(0.5 - posterior) * switching)));
    const set = 8 * nodeSet + active;
    const age = this.#ages.get(set) ?? 0;
    this.#ages.set(set, f(age + 1));
    const rate = Math.max(slowLeast, f(20 / f(age + 1000)));
    train(inputs, this.#slow({ nodeSet, active, inputs, ...question }), f(f(bit - slow) * rate));
  }

  #squash(d: number): number {
    const x = f(f(d * 128) + 1536);
    const i = Math.trunc(x);
    const low = this.#tables.squash[i]!;
    return f(low + f(f(this.#tables.squash[i + 1]! - low) * f(x - i)));
  }

  #set(set: number, { keys, inputs }: Question): Float32Array {
    return this.#get(`${set} ${keys[set]}`, inputs.length, 0.14);
  }

  #slow({ nodeSet, active, inputs }: Question): Float32Array {
    return this.#get(`slow ${8 * nodeSet + active}`, inputs.length, 0.14);
  }

  /** Weights of the final mixers: by node, by match and number of known orders, and the further ones. */
  #finals({ nodeSet, keys, further }: Question): Float32Array[] {
    const names = this.#further ? further.map((key, index) => `further ${index} ${key}`) : [];
    return [`final ${nodeSet}`, `hits ${keys[1]}`, ...names].map((name) =>
      this.#get(name, 12, f(1 / this.#sets)),
    );
  }

  #get(name: string, length: number, value: number): Float32Array {
    let weights = this.#weights.get(name);
    if (weights === undefined) {
      weights = new Float32Array(length).fill(value);
      this.#weights.set(name, weights);
    }
    return weights;
  }
}

/** Inner product in four interleaved parts, as a 128-bit register adds. */
function dot(inputs: Float32Array, weights: Float32Array): number {
  const parts = new Float32Array(4);
  for (let k = 0; k < inputs.length; k++) parts[k & 3] = f(parts[k & 3]! + f(inputs[k]! * weights[k]!));
  return clamp(f(f(parts[0]! + parts[2]!) + f(parts[1]! + parts[3]!)), 11.9);
}

function train(inputs: Float32Array, weights: Float32Array, step: number): void {
  for (let k = 0; k < inputs.length; k++) weights[k] = f(weights[k]! + f(inputs[k]! * step));
}
