// Learns the laws of the symbols in p phases: a Bayes mixture of six laws. The favourite of a phase is its most frequent
// symbol, a stray another symbol in its place.
//   1: the law of all phases together;
//   2: the favourite, with the hit rate of its class; all other symbols are equally likely;
//   3: the same favourite; other symbols are as frequent as strays in all phases;
//   4: counts of the phase, with a prior of weight 1 from law 1;
//   5: counts of the phase, with a prior of weight A / 2 from law 1;
//   6: the favourite, with the hit rate of its grade; other symbols as in law 3.
//
// Source: Krichevsky & Trofimov 1981, IEEE Trans. Inform. Theory 27(2); Cesa-Bianchi & Lugosi 2006, ch. 9.
//
// Computes with 64-bit floats in a fixed order, so that results are identical on all platforms.

/** Maximum number of symbols per call. */
export const CHUNK: i32 = 4096;
/** u32[4096]: the symbols of a call. */
export const SYMBOLS: usize = 0x1000;
/** f64[4096]: the probabilities of the symbols; in `cheapest`, costs by phase. */
export const PROBABILITIES: usize = 0x5000;

/** Number of laws. */
const LAWS: usize = 6;
/** Smallest weight after rescaling, so that every law can recover. */
const MIN_WEIGHT: f64 = 1e-150;
const MIN_MASS: f64 = 1e-100;
/** Number of classes of favourites, by their count in the phase: 1, 2 to 3, 4 to 7, more. */
const FAVOURITE_CLASSES: i32 = 4;
/** Numbers of grades of favourites: by log2 of the ratio of hits to misses, and by log2 of the symbols in the phase. */
const SHARE_GRADES: i32 = 16;
const EXPERIENCE_GRADES: i32 = 6;

/** f64[6]: weights of the laws; they sum to `mass`. */
const WEIGHTS: usize = 0xd000;
/** f64[4][2]: hits and trials, by class of favourites. */
const CLASSES: usize = 0xd040;
/** f64[96][2]: hits and trials, by grade of favourites. */
const GRADES: usize = 0xd080;
/** f64[A][2]: count of each symbol, and its count as a stray. */
const SYMBOL_COUNTS: usize = 0xd800;
const STRAYS: usize = 8;

let size: i32 = 0;
/** Prior probability of a symbol: 1 / A. */
let uniform: f64 = 0;
let period: i32 = 0;
let total: f64 = 0;
let strayTotal: f64 = 0;
/** Sum of the weights. They are rescaled only when it gets small, which saves divisions. */
let mass: f64 = 1;
/** i32[p][4]: number of symbols in the phase, its favourite, count of the favourite, unused. */
let phases: usize = 0;
const FAVOURITE: usize = 4;
const FAVOURITE_COUNT: usize = 8;
/** i32[p][A]: count of each symbol in each phase. */
let counts: usize = 0;
/** f64[any][p + 8]: cost of a symbol in each phase, bits; the caller computes it from the probability written here. */
let prices: usize = 0;

/** Lays out the memory; returns its size in bytes, without prices. */
export function layout(alphabetSize: i32, phaseNumber: i32): usize {
  size = alphabetSize;
  uniform = 1 / <f64>size;
  period = phaseNumber;
  phases = SYMBOL_COUNTS + (<usize>size << 4);
  counts = phases + (<usize>period << 4);
  prices = (counts + (<usize>size * period << 2) + 15) & ~15;
  return prices;
}

/** Resets to the untrained state. */
export function begin(): void {
  memory.fill(WEIGHTS, 0, prices - WEIGHTS);
  total = 0;
  strayTotal = 0;
  mass = 1;
  for (let law = WEIGHTS; law < WEIGHTS + (LAWS << 3); law += 8) store<f64>(law, 1 / <f64>LAWS);
}

/** floor(log2 x), at most 7, for x >= 1. */
// @ts-ignore: decorator
@inline
function powerOf(x: u32): i32 {
  return min(7, 31 - <i32>clz(x));
}

/** Grade of a favourite with `hits` occurrences among `times` symbols. */
// @ts-ignore: decorator
@inline
function gradeIndex(hits: i32, times: i32): i32 {
  const misses = times - hits;
  const ratio = misses > hits ? 7 - powerOf(misses / hits) : 8 + powerOf(<u32>(2 * hits) / <u32>(2 * misses + 1));
  return min(EXPERIENCE_GRADES - 1, powerOf(times)) * SHARE_GRADES + ratio;
}

/** P(symbol) in all phases together. */
// @ts-ignore: decorator
@inline
function overallOf(symbol: i32): f64 {
  return (load<f64>(SYMBOL_COUNTS + (<usize>symbol << 4)) + 0.5) / (total + 0.5 * <f64>size);
}

// @ts-ignore: decorator
@inline
function countUp(address: usize): void {
  store<f64>(address, load<f64>(address) + 1);
}

/** Hit rate of a class or grade of favourites, with a prior of mean `expected` and weight 1. */
// @ts-ignore: decorator
@inline
function shareOf(counted: usize, expected: f64): f64 {
  return (load<f64>(counted) + expected) / (load<f64>(counted, 8) + 1);
}

/** Address of the count of a symbol in a phase. */
// @ts-ignore: decorator
@inline
function cellOf(symbol: i32, phase: i32): usize {
  return counts + ((<usize>phase * size + symbol) << 2);
}

// @ts-ignore: decorator
@inline
function classOf(most: i32): usize {
  return CLASSES + (<usize>min(FAVOURITE_CLASSES - 1, 31 - <i32>clz(most)) << 4);
}

// @ts-ignore: decorator
@inline
function gradeOf(most: i32, times: i32): usize {
  return GRADES + (<usize>gradeIndex(most, times) << 4);
}

/**
 * P(symbol in a phase) by the mixture. `learn` updates the weights of the laws by Bayes' rule.
 *
 * @param place address of the phase in `phases`
 * @param count count of the symbol in the phase
 * @param overall P(symbol) in all phases together
 * @param hit hit rate of the favourite's class
 * @param graded hit rate of the favourite's grade
 */
// @ts-ignore: decorator
@inline
function weigh(symbol: i32, place: usize, count: i32, overall: f64, hit: f64, graded: f64, learn: bool): f64 {
  const times = load<i32>(place), favourite = load<i32>(place, FAVOURITE);
  let b = overall, c = overall, d = overall, e = overall, f = overall;
  if (times > 0) {
    if (symbol == favourite) {
      b = hit;
      c = hit;
      f = graded;
    } else {
      const strays = strayTotal - load<f64>(SYMBOL_COUNTS + (<usize>favourite << 4), STRAYS) + 0.5 * <f64>(size - 1);
      const stray = (load<f64>(SYMBOL_COUNTS + (<usize>symbol << 4), STRAYS) + 0.5) / strays;
      b = (1 - hit) / <f64>(size - 1);
      c = (1 - hit) * stray;
      f = (1 - graded) * stray;
    }
    d = (<f64>count + overall) / <f64>(times + 1);
    e = (<f64>count + 0.5 * <f64>size * overall) / (<f64>times + 0.5 * <f64>size);
  }
  const a = load<f64>(WEIGHTS) * overall;
  b *= load<f64>(WEIGHTS, 8);
  c *= load<f64>(WEIGHTS, 16);
  d *= load<f64>(WEIGHTS, 24);
  e *= load<f64>(WEIGHTS, 32);
  f *= load<f64>(WEIGHTS, 40);
  const sum = a + b + c + d + e + f;
  const probability = sum / mass;
  if (!learn) return probability;
  store<f64>(WEIGHTS, a);
  store<f64>(WEIGHTS, b, 8);
  store<f64>(WEIGHTS, c, 16);
  store<f64>(WEIGHTS, d, 24);
  store<f64>(WEIGHTS, e, 32);
  store<f64>(WEIGHTS, f, 40);
  mass = sum;
  if (sum < MIN_MASS) normalise();
  return probability;
}

/** P(symbol in a phase). `learn` updates weights and counts. */
// @ts-ignore: decorator
@inline
function predictOne(symbol: i32, phase: i32, learn: bool): f64 {
  const place = phases + (<usize>phase << 4);
  const cell = cellOf(symbol, phase);
  const count = load<i32>(cell);
  const times = load<i32>(place), most = load<i32>(place, FAVOURITE_COUNT);
  // Meaningless in a phase without symbols; `weigh` ignores their hit rates then.
  const kind = classOf(most), grade = gradeOf(most, times);
  const probability = weigh(symbol, place, count, overallOf(symbol), shareOf(kind, 0.5), shareOf(grade, uniform), learn);
  if (!learn) return probability;
  const counted = SYMBOL_COUNTS + (<usize>symbol << 4);
  if (times > 0) {
    countUp(kind + 8);
    countUp(grade + 8);
    if (symbol == load<i32>(place, FAVOURITE)) {
      countUp(kind);
      countUp(grade);
    } else {
      countUp(counted + STRAYS);
      strayTotal++;
    }
  }
  countUp(counted);
  total++;
  store<i32>(cell, count + 1);
  store<i32>(place, times + 1);
  if (count >= most) {
    store<i32>(place, symbol, FAVOURITE);
    store<i32>(place, count + 1, FAVOURITE_COUNT);
  }
  return probability;
}

function normalise(): void {
  let sum: f64 = 0;
  for (let law: usize = WEIGHTS; law < WEIGHTS + (LAWS << 3); law += 8) {
    const weight = max<f64>(MIN_WEIGHT, load<f64>(law) / mass);
    store<f64>(law, weight);
    sum += weight;
  }
  mass = sum;
}

// @ts-ignore: decorator
@inline
function predictAll(count: i32, first: i32, learn: bool): void {
  let phase = first;
  for (let i: usize = 0; i < <usize>count; i++) {
    store<f64>(PROBABILITIES + (i << 3), predictOne(load<i32>(SYMBOLS + (i << 2)), phase, learn));
    if (++phase == period) phase = 0;
  }
}

/** Writes the probabilities of `count` symbols. The first is in phase `first`; the phase increases by 1 a symbol. */
export function predict(count: i32, first: i32): void {
  predictAll(count, first, false);
}

/** Like `predict`, but learns each symbol after predicting it. */
export function learn(count: i32, first: i32): void {
  predictAll(count, first, true);
}

/** Writes the probabilities of symbols whose phase is unknown. */
export function predictOverall(count: i32): void {
  for (let i: usize = 0; i < <usize>count; i++)
    store<f64>(PROBABILITIES + (i << 3), overallOf(load<i32>(SYMBOLS + (i << 2))));
}

/** Like `predictOverall`, but counts each symbol after predicting it. */
export function learnOverall(count: i32): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    const symbol = load<i32>(SYMBOLS + (i << 2));
    store<f64>(PROBABILITIES + (i << 3), overallOf(symbol));
    countUp(SYMBOL_COUNTS + (<usize>symbol << 4));
    total++;
  }
}

/** Probability of all symbols below one in a phase; phase -1: unknown. */
export function below(symbol: i32, phase: i32): f64 {
  let sum: f64 = 0;
  for (let before = 0; before < symbol; before++) sum += phase < 0 ? overallOf(before) : predictOne(before, phase, false);
  return sum;
}

/** Whether the law depends on the phase: law 1 has less than half of the weight. */
export function byPhase(): bool {
  return load<f64>(WEIGHTS) < 0.5 * mass;
}

/** Phases summed at a time. A column ends with a copy of its first phases, so that loads need not wrap around. */
const ABREAST: i32 = 8;

/** Address of column `place` of the prices. */
export function column(place: i32): usize {
  return prices + (<usize>place * (period + ABREAST) << 3);
}

/** Writes the probabilities of symbols in each phase to columns from `first` on. */
export function predictColumns(count: i32, first: i32): void {
  for (let i: usize = 0; i < <usize>count; i++)
    store<f64>(PROBABILITIES + (i << 3), overallOf(load<i32>(SYMBOLS + (i << 2))));
  let phase = 0;
  for (let row = 0; row < period + ABREAST; row++) {
    const place = phases + (<usize>phase << 4);
    const times = load<i32>(place), most = load<i32>(place, FAVOURITE_COUNT);
    const hit = shareOf(classOf(most), 0.5), graded = shareOf(gradeOf(most, times), uniform);
    let out = column(first) + (<usize>row << 3);
    for (let i: usize = 0; i < <usize>count; i++) {
      const symbol = load<i32>(SYMBOLS + (i << 2));
      const overall = load<f64>(PROBABILITIES + (i << 3));
      store<f64>(out, weigh(symbol, place, load<i32>(cellOf(symbol, phase)), overall, hit, graded, false));
      out += <usize>(period + ABREAST) << 3;
    }
    if (++phase == period) phase = 0;
  }
}

/** The phase of the first symbol that minimises the cost of all (ties: the earliest). SYMBOLS holds their columns. */
export function cheapest(count: i32): i32 {
  let best = 0;
  let least = Infinity;
  for (let first = 0; first < period; first += ABREAST) {
    let a = f64x2.splat(0), b = f64x2.splat(0), c = f64x2.splat(0), d = f64x2.splat(0);
    let phase = first;
    for (let i: usize = 0; i < <usize>count; i++) {
      const costs = column(load<i32>(SYMBOLS + (i << 2))) + (<usize>phase << 3);
      a = f64x2.add(a, v128.load(costs));
      b = f64x2.add(b, v128.load(costs, 16));
      c = f64x2.add(c, v128.load(costs, 32));
      d = f64x2.add(d, v128.load(costs, 48));
      if (++phase == period) phase = 0;
    }
    v128.store(PROBABILITIES, a);
    v128.store(PROBABILITIES, b, 16);
    v128.store(PROBABILITIES, c, 32);
    v128.store(PROBABILITIES, d, 48);
    for (let one = first; one < min(first + ABREAST, period); one++) {
      const bits = load<f64>(PROBABILITIES + (<usize>(one - first) << 3));
      if (bits >= least) continue;
      least = bits;
      best = one;
    }
  }
  return best;
}
