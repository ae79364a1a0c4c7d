/** log2 of the number of registers. */
const bits = 12;
const registers = 1 << bits;
/** Most leading zeros of a hash after the register's number. */
const longestRun = 64 - bits;

/** Relative standard error of the count. */
export const distinctError = 1.04 / Math.sqrt(registers);

/**
 * The number of distinct items, from hashes of 64 bits: the longest run of leading zeros in each of 4 096 registers. Sketches
 * of parts merge by the larger register, in any order.
 *
 * Source: Flajolet, Fusy, Gandouet & Meunier 2007, AofA (HyperLogLog); Ertl 2017, arXiv:1702.01284 (the estimate, without
 * tables of bias).
 */
export class DistinctSketch {
  /** shape (4 096,): one more than the zeros; 0 for an empty register */
  readonly registers: Uint8Array;

  constructor(held = new Uint8Array(registers)) {
    this.registers = held;
  }

  /** @param high, low halves of a hash of 64 bits, any 32-bit integers */
  add(high: number, low: number): void {
    const register = high >>> (32 - bits);
    const rest = (high << bits) | 0;
    const run = rest === 0 ? 32 - bits + Math.clz32(low) : Math.clz32(rest);
    this.registers[register] = Math.max(this.registers[register]!, run + 1);
  }

  merge(other: DistinctSketch): void {
    for (let r = 0; r < registers; r++) this.registers[r] = Math.max(this.registers[r]!, other.registers[r]!);
  }

  /** Whether hashes can have made the registers. */
  get isSound(): boolean {
    return this.registers.every((longest) => longest <= longestRun + 1);
  }

  /** @returns number of distinct hashes, with a relative standard error of 1.6 % */
  count(): number {
    const held = new Float64Array(longestRun + 2);
    for (let r = 0; r < registers; r++) held[this.registers[r]!]!++;
    let sum = registers * tau(1 - held[longestRun + 1]! / registers);
    for (let k = longestRun; k >= 1; k--) sum = 0.5 * (sum + held[k]!);
    sum += registers * sigma(held[0]! / registers);
    return ((registers / (2 * Math.LN2)) * registers) / sum;
  }
}

/** x + sum over k of x^(2^k) 2^(k-1). */
function sigma(x: number): number {
  if (x === 1) return Number.POSITIVE_INFINITY;
  let [power, weight, sum, before] = [x, 1, x, -1];
  while (sum !== before) {
    before = sum;
    power *= power;
    sum += power * weight;
    weight *= 2;
  }
  return sum;
}

/** (1 - x - sum over k of (1 - x^(2^-k))^2 2^-k) / 3. */
function tau(x: number): number {
  if (x === 0 || x === 1) return 0;
  let [root, weight, sum, before] = [x, 1, 1 - x, -1];
  while (sum !== before) {
    before = sum;
    root = Math.sqrt(root);
    weight *= 0.5;
    sum -= (1 - root) * (1 - root) * weight;
  }
  return sum / 3;
}

/** Largest relative error of a quantile. */
const accuracy = 0.01;
const logGrowth = Math.log((1 + accuracy) / (1 - accuracy));
/** Values below count as 0. */
const least = 1e-9;

/**
 * Quantiles of non-negative values from counts in cells that grow by 2 %: each is within 1 % of the value of its rank. Sketches
 * of parts merge by addition, in any order.
 *
 * Source: Masson, Rim & Lee 2019, Proc. VLDB Endow. 12(12) (DDSketch).
 */
export class QuantileSketch {
  /** By cell: number of values; cell c holds those from g^(c-1) to g^c, g = 1.01 / 0.99. */
  readonly #cells: Map<number, number>;

  /** @param cells pairs of a cell and its count, as `entries` returns them */
  constructor(cells: Iterable<readonly [number, number]> = []) {
    this.#cells = new Map(cells);
  }

  /** @throws RangeError for a value that is negative or not finite */
  add(value: number): void {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) throw new RangeError(`${value} has no cell`);
    const cell = value < least ? zero : Math.ceil(Math.log(value) / logGrowth);
    this.#cells.set(cell, (this.#cells.get(cell) ?? 0) + 1);
  }

  merge(other: QuantileSketch): void {
    for (const [cell, count] of other.#cells) this.#cells.set(cell, (this.#cells.get(cell) ?? 0) + count);
  }

  /** number of values */
  get count(): number {
    let sum = 0;
    for (const count of this.#cells.values()) sum += count;
    return sum;
  }

  /** @returns cells and counts, by cell */
  entries(): [number, number][] {
    return [...this.#cells].sort(([a], [b]) => a - b);
  }

  /**
   * @param share in [0, 1]
   * @returns within 1 % of the value of rank floor(share (count - 1)), counted from 0; undefined without values
   */
  quantile(share: number): number | undefined {
    return this.ranked(Math.floor(share * (this.count - 1)));
  }

  /**
   * @param rank from 0
   * @returns within 1 % of the value of that rank; undefined where there are fewer values
   */
  ranked(rank: number): number | undefined {
    let seen = 0;
    for (const [cell, count] of this.entries()) {
      seen += count;
      if (seen > rank)
        return cell === zero ? 0 : (2 * Math.exp(cell * logGrowth)) / (Math.exp(logGrowth) + 1);
    }
    return undefined;
  }
}

/** The cell of 0, below all others. */
const zero = -2_000_000;

/**
 * Counts as bytes: for each nonzero count the number of zeros before it, then the count, seven bits a byte, lowest first.
 *
 * @param counts whole numbers from 0 to 2^53 - 1
 * Cost: two bytes for each small count.
 */
export function packCounts(counts: ArrayLike<number>): Uint8Array {
  const bytes: number[] = [];
  const push = (value: number) => {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
    bytes.push(rest);
  };
  let zeros = 0;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) zeros++;
    else {
      push(zeros);
      push(counts[i]!);
      zeros = 0;
    }
  }
  return Uint8Array.from(bytes);
}

/**
 * Unpacks the result of `packCounts`.
 *
 * @param onto called with an index and its count
 * @throws RangeError when the bytes end within a number
 */
export function unpackCounts(bytes: Uint8Array, onto: (place: number, count: number) => void): void {
  let at = 0;
  const pull = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      if (at >= bytes.length) throw new RangeError("packed counts end within a number");
      const byte = bytes[at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  for (let place = 0; at < bytes.length; place++) {
    place += pull();
    onto(place, pull());
  }
}
