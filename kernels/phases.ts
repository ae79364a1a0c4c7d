// The laws of the symbols of p phases, learned: a Bayes mixture of six. They are
//   one law for all phases;
//   a favourite symbol as often as in all phases, and the others evenly;
//   such a favourite, and the others as they were met in all phases, its strays;
//   counts of each phase, drawn towards the law of all phases by one trial;
//   the same, drawn by A / 2 trials;
//   a favourite as often as those that were met as regularly, and strays.
//
// Source: Krichevsky & Trofimov 1981, IEEE Trans. Inform. Theory 27(2); Cesa-Bianchi & Lugosi 2006, ch. 9.
//
// Numbers are 64-bit floats in a fixed order, so that results are the same everywhere.

/** Most symbols of one call. */
export const CHUNK: i32 = 4096;
/** u32[4096]: the symbols of a call. */
export const SYMBOLS: usize = 0x1000;
/** f64[4096]: what is said of them; sums by phase while one is looked for. */
export const PROBABILITIES: usize = 0x5000;

/** Laws that are mixed. */
const LAWS: usize = 6;
/** A weight never falls so low that it cannot come back. */
const LEAST_WEIGHT: f64 = 1e-150;
const LEAST_MASS: f64 = 1e-100;
/** A favourite is believed by how often it was met: 1, 2 or 3, 4 to 7, more. */
const FAVOURITE_CLASSES: i32 = 4;
/** Or by how often it was met in its phase, in powers of two of misses or of hits, and how much is known of the phase. */
const SHARE_GRADES: i32 = 16;
const EXPERIENCE_GRADES: i32 = 6;

/** f64[6]: weights of the laws. */
const WEIGHTS: usize = 0xd000;
/** By class of favourites, 16 bytes: hits and trials. */
const CLASSES: usize = 0xd040;
/** By grade of favourites, 16 bytes: hits and trials. */
const GRADES: usize = 0xd080;
/** By symbol, 16 bytes: times it was met, and times it was in place of a favourite. */
const MET: usize = 0xd800;
const STRAYED: usize = 8;

let size: i32 = 0;
/** What is expected of a symbol of which nothing is known. */
let even: f64 = 0;
let period: i32 = 0;
let total: f64 = 0;
let strayTotal: f64 = 0;
/** Sum of the weights: they are brought back to 1 when it gets small, to save a division a symbol. */
let mass: f64 = 1;
/** By phase, 16 bytes: symbols met, its favourite, times that was met. */
let phases: usize = 0;
const FAVOURITE: usize = 4;
const MOST: usize = 8;
/** i32[p][A] */
let counts: usize = 0;
/** f64[any][p]: what symbols cost in each phase, which the caller keeps. */
let prices: usize = 0;

/** Lays out the memory; returns the bytes that it takes, without prices. */
export function layout(alphabetSize: i32, phaseNumber: i32): usize {
  size = alphabetSize;
  even = 1 / <f64>size;
  period = phaseNumber;
  phases = MET + (<usize>size << 4);
  counts = phases + (<usize>period << 4);
  prices = (counts + (<usize>size * period << 2) + 15) & ~15;
  return prices;
}

/** Begins to know nothing, in memory that is zero. */
export function begin(): void {
  total = 0;
  strayTotal = 0;
  mass = 1;
  for (let law = WEIGHTS; law < WEIGHTS + (LAWS << 3); law += 8) store<f64>(law, 1 / <f64>LAWS);
}

/** floor(log2 x), at most 7, for x >= 1 */
// @ts-ignore: decorator
@inline
function powerOf(x: u32): i32 {
  return min(7, 31 - <i32>clz(x));
}

/** Grade of a favourite met `hits` times in so many. */
// @ts-ignore: decorator
@inline
function regularity(hits: i32, times: i32): i32 {
  const misses = times - hits;
  const ratio = misses > hits ? 7 - powerOf(misses / hits) : 8 + powerOf(<u32>(2 * hits) / <u32>(2 * misses + 1));
  return min(EXPERIENCE_GRADES - 1, powerOf(times)) * SHARE_GRADES + ratio;
}

/** P(symbol) in all phases. */
// @ts-ignore: decorator
@inline
function overallOf(symbol: i32): f64 {
  return (load<f64>(MET + (<usize>symbol << 4)) + 0.5) / (total + 0.5 * <f64>size);
}

// @ts-ignore: decorator
@inline
function countUp(address: usize): void {
  store<f64>(address, load<f64>(address) + 1);
}

/** P(symbol in a phase); learns it. */
// @ts-ignore: decorator
@inline
function say(symbol: i32, phase: i32, learn: bool): f64 {
  const met = MET + (<usize>symbol << 4);
  const place = phases + (<usize>phase << 4);
  const cell = counts + ((<usize>phase * size + symbol) << 2);
  const times = load<i32>(place), favourite = load<i32>(place, FAVOURITE), most = load<i32>(place, MOST);
  const count = load<i32>(cell);
  const overall = overallOf(symbol);
  let b = overall, c = overall, d = overall, e = overall, f = overall;
  if (times > 0) {
    const kind = CLASSES + (<usize>min(FAVOURITE_CLASSES - 1, 31 - <i32>clz(most)) << 4);
    const grade = GRADES + (<usize>regularity(most, times) << 4);
    const hit = (load<f64>(kind) + 0.5) / (load<f64>(kind, 8) + 1);
    const graded = (load<f64>(grade) + even) / (load<f64>(grade, 8) + 1);
    if (symbol == favourite) {
      b = hit;
      c = hit;
      f = graded;
      if (learn) {
        countUp(kind);
        countUp(grade);
      }
    } else {
      const strays = strayTotal - load<f64>(MET + (<usize>favourite << 4), STRAYED) + 0.5 * <f64>(size - 1);
      const stray = (load<f64>(met, STRAYED) + 0.5) / strays;
      b = (1 - hit) / <f64>(size - 1);
      c = (1 - hit) * stray;
      f = (1 - graded) * stray;
      if (learn) {
        countUp(met + STRAYED);
        strayTotal++;
      }
    }
    d = (<f64>count + overall) / <f64>(times + 1);
    e = (<f64>count + 0.5 * <f64>size * overall) / (<f64>times + 0.5 * <f64>size);
    if (learn) {
      countUp(kind + 8);
      countUp(grade + 8);
    }
  }
  const a = load<f64>(WEIGHTS) * overall;
  b *= load<f64>(WEIGHTS, 8);
  c *= load<f64>(WEIGHTS, 16);
  d *= load<f64>(WEIGHTS, 24);
  e *= load<f64>(WEIGHTS, 32);
  f *= load<f64>(WEIGHTS, 40);
  const sum = a + b + c + d + e + f;
  const stated = sum / mass;
  if (!learn) return stated;
  store<f64>(WEIGHTS, a);
  store<f64>(WEIGHTS, b, 8);
  store<f64>(WEIGHTS, c, 16);
  store<f64>(WEIGHTS, d, 24);
  store<f64>(WEIGHTS, e, 32);
  store<f64>(WEIGHTS, f, 40);
  mass = sum;
  if (sum < LEAST_MASS) lighten();
  countUp(met);
  total++;
  store<i32>(place, times + 1);
  store<i32>(cell, count + 1);
  if (count >= most) {
    store<i32>(place, symbol, FAVOURITE);
    store<i32>(place, count + 1, MOST);
  }
  return stated;
}

function lighten(): void {
  let sum: f64 = 0;
  for (let law: usize = WEIGHTS; law < WEIGHTS + (LAWS << 3); law += 8) {
    const weight = max<f64>(LEAST_WEIGHT, load<f64>(law) / mass);
    store<f64>(law, weight);
    sum += weight;
  }
  mass = sum;
}

// @ts-ignore: decorator
@inline
function sayAll(count: i32, first: i32, learn: bool): void {
  let phase = first;
  for (let i: usize = 0; i < <usize>count; i++) {
    store<f64>(PROBABILITIES + (i << 3), say(load<i32>(SYMBOLS + (i << 2)), phase, learn));
    if (++phase == period) phase = 0;
  }
}

/** Leaves the probabilities of symbols, the first of them in a phase, which goes on by one a symbol. */
export function state(count: i32, first: i32): void {
  sayAll(count, first, false);
}

/** The same, and learns them. */
export function learn(count: i32, first: i32): void {
  sayAll(count, first, true);
}

/** Leaves the probabilities of symbols whose phase is not known. */
export function stateOverall(count: i32): void {
  for (let i: usize = 0; i < <usize>count; i++)
    store<f64>(PROBABILITIES + (i << 3), overallOf(load<i32>(SYMBOLS + (i << 2))));
}

/** The same, and learns how frequent they are. */
export function learnOverall(count: i32): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    const symbol = load<i32>(SYMBOLS + (i << 2));
    store<f64>(PROBABILITIES + (i << 3), overallOf(symbol));
    countUp(MET + (<usize>symbol << 4));
    total++;
  }
}

/** Whether the phases matter. */
export function carry(): bool {
  return load<f64>(WEIGHTS) < 0.5 * mass;
}

/** Address of the prices in a column. */
export function column(place: i32): usize {
  return prices + (<usize>place * period << 3);
}

/** Leaves in columns, from one on, the probabilities of symbols in each phase. */
export function stateColumns(count: i32, first: i32): void {
  let out = column(first);
  for (let i: usize = 0; i < <usize>count; i++) {
    const symbol = load<i32>(SYMBOLS + (i << 2));
    for (let phase = 0; phase < period; phase++) {
      store<f64>(out, say(symbol, phase, false));
      out += 8;
    }
  }
}

/** Adds numbers to sums. */
function add(sums: usize, numbers: usize, count: i32): void {
  const end = sums + (<usize>count << 3);
  for (; sums + 8 < end; sums += 16) {
    v128.store(sums, f64x2.add(v128.load(sums), v128.load(numbers)));
    numbers += 16;
  }
  if (sums < end) store<f64>(sums, load<f64>(sums) + load<f64>(numbers));
}

/** The phase in which symbols cost least if the first one is in it, the earliest of several; given are their columns. */
export function cheapest(count: i32): i32 {
  memory.fill(PROBABILITIES, 0, <usize>period << 3);
  let phase = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const costs = column(load<i32>(SYMBOLS + (i << 2)));
    add(PROBABILITIES, costs + (<usize>phase << 3), period - phase);
    add(PROBABILITIES + (<usize>(period - phase) << 3), costs, phase);
    if (++phase == period) phase = 0;
  }
  let best = 0;
  for (let first = 1; first < period; first++)
    if (load<f64>(PROBABILITIES + (<usize>first << 3)) < load<f64>(PROBABILITIES + (<usize>best << 3))) best = first;
  return best;
}
