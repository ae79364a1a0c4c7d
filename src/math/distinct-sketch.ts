/** log2 of the number of registers. */
const bits = 12;
const registers = 1 << bits;
/** Zeros that a hash may begin with behind the register's number. */
const longestRun = 64 - bits;

/** Relative standard error of the count. */
export const distinctError = 1.04 / Math.sqrt(registers);

/**
 * How many different things there are, from hashes of 64 bits: the longest run of zeros in each of 4 096 registers.
 * Sketches of parts give that of the whole by the larger of their registers, whatever the order.
 *
 * Source: Flajolet, Fusy, Gandouet & Meunier 2007, AofA (HyperLogLog); Ertl 2017, arXiv:1702.01284 (the estimate, without
 * tables of bias).
 */
export class DistinctSketch {
  /** shape (4 096,): one more than the zeros; 0 where nothing fell */
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

  /** Whether the registers can be those of hashes. */
  get isSound(): boolean {
    return this.registers.every((longest) => longest <= longestRun + 1);
  }

  /** @returns number of different hashes, with a relative standard error of 1.6 % */
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
