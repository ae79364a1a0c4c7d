import { deflateRawSync } from "node:zlib";
import { Random } from "../../src/core/random.ts";
import { sequenceOf } from "../../src/core/sequence.ts";
import type { Finding, RuleSample } from "../../src/features/explain/rules/unseen.ts";
import { planBlocks } from "../../src/input/sample-plan.ts";

/** An input of `explain`, and what may and must be said of it. */
export interface RuleInput {
  readonly name: string;
  readonly sample: RuleSample;
  /** one contiguous stretch of the input where the sample is not one */
  readonly stretch?: Uint8Array;
  /** whether a finding is true */
  readonly allows: (finding: Finding) => boolean;
  /** absent: nothing was planted */
  readonly wants?: (finding: Finding) => boolean;
  readonly noise?: number;
}

const bytes = Uint32Array.from({ length: 256 }, (_, code) => code);
const ofBytes = (symbols: Uint8Array): RuleSample => ({
  ...sequenceOf(symbols, 256),
  codes: bytes,
  values: bytes,
});
const ofSymbols = (symbols: Uint8Array, size: number): RuleSample => ({
  ...sequenceOf(symbols, size),
  values: Uint32Array.from({ length: size }, (_, code) => code),
});
const ofText = (text: string) => ofBytes(new TextEncoder().encode(text));

/** Length of records or period that a finding names. */
const lengthOf = (finding: Finding) =>
  finding.kind === "period" ? finding.period : finding.kind === "columns" ? finding.width : undefined;
const nothing = () => false;
/** A period or width of exactly this length. */
const ofLength = (length: number) => (finding: Finding) => lengthOf(finding) === length;

const normal = (random: Random) =>
  Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
const between = (random: Random, low: number, high: number) => low + random.below(high - low + 1);
/** A number between two, equally likely at each scale. */
const scaled = (random: Random, low: number, high: number) => low * (high / low) ** random.uniform();
const shares = (random: Random, size: number) => {
  const weights = Array.from({ length: size }, () => -Math.log(1 - random.uniform()));
  const sum = weights.reduce((a, b) => a + b);
  return weights.map((one) => one / sum);
};
const drawn = (random: Random, law: readonly number[]) => {
  let rest = random.uniform();
  for (const [symbol, share] of law.entries()) {
    rest -= share;
    if (rest < 0) return symbol;
  }
  return law.length - 1;
};
const each = (n: number, symbol: (i: number) => number) =>
  Uint8Array.from({ length: n }, (_, i) => symbol(i));

/** Numbers in so many bytes, up to n bytes. */
function stored(
  n: number,
  width: number,
  write: (view: DataView, at: number, i: number) => void,
): Uint8Array {
  const view = new DataView(new ArrayBuffer(Math.ceil(n / width) * width + 8));
  for (let i = 0; width * i < n; i++) write(view, width * i, i);
  return new Uint8Array(view.buffer, 0, n);
}

/** A chain over bits whose next bit depends on `memory` before it. */
function chain(n: number, random: Random, memory: number): Uint8Array {
  const law = Array.from({ length: 1 << memory }, () => random.uniform());
  let state = 0;
  return each(n, () => {
    const bit = random.uniform() < law[state]! ? 1 : 0;
    state = ((state << 1) | bit) & ((1 << memory) - 1);
    return bit;
  });
}

function lines(n: number, line: (i: number) => string): string {
  const all: string[] = [];
  for (let i = 0, length = 0; length < n; i++) length += all[all.push(`${line(i)}\n`) - 1]!.length;
  return all.join("").slice(0, n);
}

function vocabularyText(n: number, random: Random): string {
  const words = Array.from({ length: 2000 }, () =>
    Array.from({ length: between(random, 2, 9) }, () => String.fromCharCode(97 + random.below(26))).join(""),
  );
  const text: string[] = [];
  for (let length = 0; length < n; ) {
    const word = `${words[Math.floor(scaled(random, 1, 2000)) - 1]!}${random.below(12) === 0 ? ".\n" : " "}`;
    length += word.length;
    text.push(word);
  }
  return text.join("").slice(0, n);
}

/** Columns of which each has a law of its own. */
function recordsOf(random: Random, width: number): () => number[] {
  const columns = Array.from({ length: width }, () => {
    const kind = random.below(3);
    const some = shares(random, between(random, 1, 6)).map((share) => [share, random.below(256)] as const);
    const law = some.map(([share]) => share);
    return () => (kind === 0 ? random.below(256) : some[drawn(random, law)]![1]);
  });
  columns[0] = () => 0xaa;
  return () => columns.map((column) => column());
}

type Kind = (n: number, random: Random) => readonly [RuleSample, ((finding: Finding) => boolean)?];

const withoutRule: Readonly<Record<string, Kind>> = {
  "uniform bytes": (n, r) => [ofBytes(each(n, () => r.below(256)))],
  "fair bits": (n, r) => [
    ofSymbols(
      each(n, () => r.below(2)),
      2,
    ),
  ],
  "biased bits": (n, r) => {
    const p = scaled(r, 0.02, 0.45);
    return [
      ofSymbols(
        each(n, () => (r.uniform() < p ? 1 : 0)),
        2,
      ),
    ];
  },
  digits: (n, r) => [ofBytes(each(n, () => 48 + r.below(10)))],
  "equally likely symbols": (n, r) => {
    const size = between(r, 3, 60);
    return [
      ofSymbols(
        each(n, () => r.below(size)),
        size,
      ),
    ];
  },
  "geometric bytes": (n, r) => {
    const mean = scaled(r, 1, 40);
    return [ofBytes(each(n, () => Math.min(255, Math.floor(-mean * Math.log(1 - r.uniform())))))];
  },
  "symbols by rank": (n, r) => [
    ofSymbols(
      each(n, () => Math.floor(scaled(r, 1, 200)) - 1),
      200,
    ),
  ],
  "16-bit normal": (n, r) => {
    const deviation = scaled(r, 10, 9000);
    const one = (v: DataView, at: number) => v.setInt16(at, deviation * normal(r), true);
    return [ofBytes(stored(n, 2, one)), ofLength(2)];
  },
  "16-bit normal, high byte first": (n, r) => {
    const deviation = scaled(r, 10, 9000);
    return [ofBytes(stored(n, 2, (v, at) => v.setInt16(at, deviation * normal(r)))), ofLength(2)];
  },
  "24-bit normal": (n, r) => {
    const deviation = scaled(r, 1000, 2e6);
    return [ofBytes(stored(n, 3, (v, at) => v.setInt32(at, deviation * normal(r), true))), ofLength(3)];
  },
  "32-bit normal": (n, r) => {
    const deviation = scaled(r, 1000, 4e8);
    return [ofBytes(stored(n, 4, (v, at) => v.setInt32(at, deviation * normal(r), true))), ofLength(4)];
  },
  "32-bit uniform float": (n, r) => [
    ofBytes(stored(n, 4, (v, at) => v.setFloat32(at, r.uniform(), true))),
    ofLength(4),
  ],
  "32-bit normal float": (n, r) => [
    ofBytes(stored(n, 4, (v, at) => v.setFloat32(at, normal(r), r.below(2) >= 0))),
    ofLength(4),
  ],
  "64-bit normal float": (n, r) => [
    ofBytes(stored(n, 8, (v, at) => v.setFloat64(at, normal(r), true))),
    ofLength(8),
  ],
  "decimal digits in half bytes": (n, r) => [
    ofBytes(
      stored(n, 3, (v, at) =>
        [r.below(10), 0, 0].forEach((high, k) => {
          v.setUint8(at + k, k === 0 ? high : 16 * r.below(10) + r.below(10));
        }),
      ),
    ),
    ofLength(3),
  ],
  "records of random fields": (n, r) => {
    const width = between(r, 5, 60);
    const record = recordsOf(r, width);
    return [
      ofBytes(Uint8Array.from(Array.from({ length: Math.ceil(n / width) }, record).flat())),
      ofLength(width),
    ];
  },
  "two channels of 16 bits": (n, r) => {
    const deviations = [scaled(r, 10, 200), scaled(r, 800, 9000)];
    const one = (v: DataView, at: number, i: number) => v.setInt16(at, deviations[i & 1]! * normal(r), true);
    return [ofBytes(stored(n, 2, one)), ofLength(4)];
  },
  "chain of symbols": (n, r) => {
    const size = between(r, 2, 30);
    const laws = Array.from({ length: size }, () => shares(r, size));
    let last = 0;
    return [
      ofSymbols(
        each(n, () => (last = drawn(r, laws[last]!))),
        size,
      ),
    ];
  },
  "chain of bits, memory 5": (n, r) => [ofSymbols(chain(n, r, 5), 2)],
  "chain of bits, memory 8": (n, r) => [ofSymbols(chain(n, r, 8), 2)],
  "correlated values": (n, r) => {
    const keeps = 1 - scaled(r, 0.01, 0.5);
    let value = 0;
    const one = () => {
      value = keeps * value + Math.sqrt(1 - keeps * keeps) * normal(r);
      return Math.max(0, Math.min(255, Math.round(128 + 40 * value)));
    };
    return [ofBytes(each(n, one))];
  },
  resonance: (n, r) => {
    const turn = (2 * Math.PI) / scaled(r, 8, 60);
    let [one, before] = [0, 0];
    const next = () => {
      [one, before] = [1.94 * Math.cos(turn) * one - 0.97 ** 2 * before + normal(r), one];
      return Math.max(0, Math.min(255, Math.round(128 + 5 * one)));
    };
    return [ofBytes(each(n, next))];
  },
  "random walk": (n, r) => {
    let at = 128;
    return [ofBytes(each(n, () => (at = Math.max(0, Math.min(255, at + between(r, -2, 2))))))];
  },
  "text of random words": (n, r) => [ofText(vocabularyText(n, r))],
  "lines of random length": (n, r) => [
    ofText(lines(n, () => Array.from({ length: between(r, 5, 120) }, () => r.below(10)).join(""))),
  ],
  "random numbers in columns": (n, r) => [
    ofText(lines(n, () => `${r.below(9999)},${r.below(50)},${r.below(1e6)}`)),
  ],
  "long runs": (n, r) => {
    const rate = scaled(r, 0.005, 0.2);
    let bit = 0;
    return [
      ofSymbols(
        each(n, () => {
          if (r.uniform() < rate) bit ^= 1;
          return bit;
        }),
        2,
      ),
    ];
  },
  "logistic map": (n, r) => {
    let x = r.uniform();
    const next = () => {
      x = 3.99 * x * (1 - x);
      return Math.floor(256 * x);
    };
    return [ofBytes(each(n, next))];
  },
  "compressed text": (n, r) => [
    ofBytes(new Uint8Array(deflateRawSync(vocabularyText(4 * n, r), { level: 9 })).slice(0, n)),
  ],
  "words without a period": (n, r) => {
    const slope = r.uniform();
    return [
      ofSymbols(
        each(n, (i) => Math.floor((i + 1) * slope) - Math.floor(i * slope)),
        2,
      ),
      // Its slope is near fractions: such a period is approximate, or without exception in a short word.
      (finding) => finding.kind === "period" && (finding.approximate === true || finding.share.value === 1),
    ];
  },
};

/** @param replace a random symbol or number in place of one, with probability `noise` */
type Planted = (
  n: number,
  random: Random,
  noise: number,
) => Pick<RuleInput, "sample" | "allows" | "wants" | "stretch">;

const noisy = (symbols: Uint8Array, random: Random, noise: number, draw: () => number) =>
  symbols.map((symbol) => (random.uniform() < noise ? draw() : symbol));
const repeated = (n: number, length: number, size: number, r: Random) => {
  const word = each(length, () => r.below(size));
  return each(n, (i) => word[i % length]!);
};
const exactly = (wants: (finding: Finding) => boolean) => ({ allows: wants, wants });
const generatorOf = (multiplier: bigint, modulus: bigint) => (finding: Finding) =>
  finding.kind === "numbers" &&
  finding.law.type === "congruential" &&
  BigInt(finding.law.multiplier) === multiplier &&
  BigInt(finding.law.modulus) === modulus;

/** Multipliers and moduli in use: of libraries of C, of Pascal, of pocket computers, of Numerical Recipes, and of Lehmer. */
const generators = [
  [1_103_515_245n, 12_345n, 2n ** 31n],
  [1_664_525n, 1_013_904_223n, 2n ** 32n],
  [16_807n, 0n, 2n ** 31n - 1n],
  [9301n, 49_297n, 233_280n],
  [75n, 74n, 65_537n],
  [25_214_903_917n, 11n, 2n ** 48n],
  [171n, 11_213n, 53_125n],
  [1366n, 150_889n, 714_025n],
] as const;

function congruential(r: Random, largest: bigint) {
  const some = generators.filter(([, , m]) => m <= largest);
  const [a, c, m] = some[r.below(some.length)]!;
  let x = BigInt(1 + r.below(50_000)) % m;
  const next = (): bigint => {
    x = (a * x + c) % m;
    return x;
  };
  /** The next number, or another one in its place. */
  const noisy = (noise: number): bigint => {
    const number = next();
    return r.uniform() < noise ? (BigInt(r.uint32()) * BigInt(r.uint32())) % m : number;
  };
  return { a, m, noisy };
}

/** Primitive polynomials: places of the taps. Source: Zierler & Brillhart 1968 and 1969; Xilinx XAPP 052. */
const registers = [
  [14, 17],
  [18, 23],
  [28, 31],
  [36, 41],
  [38, 47],
  [62, 63],
  [17, 20],
  [11, 13, 14, 16],
  [17, 22, 23, 24],
  [22, 30, 31, 32],
] as const;

/** Bits of a register. */
function register(n: number, taps: readonly number[], r: Random): Uint8Array {
  const bits = each(n, () => r.below(2));
  bits[0] = 1;
  for (let i = taps.at(-1)!; i < n; i++) bits[i] = taps.reduce((bit, tap) => bit ^ bits[i - tap]!, 0);
  return bits;
}

const isRegister = (taps: readonly number[]) => (finding: Finding) =>
  (finding.kind === "register" || finding.kind === "parity") && finding.taps.join() === taps.join();

const planted: Readonly<Record<string, Planted>> = {
  "short period": (n, r, noise) => {
    const [length, size] = [between(r, 3, 60), between(r, 2, 8)];
    const word = repeated(n, length, size, r);
    return {
      sample: ofSymbols(
        noisy(word, r, noise, () => r.below(size)),
        size,
      ),
      ...exactly(ofLength(length)),
    };
  },
  period: (n, r, noise) => {
    const length = between(r, 100, 2000);
    const word = repeated(n, length, 256, r);
    return { sample: ofBytes(noisy(word, r, noise, () => r.below(256))), ...exactly(ofLength(length)) };
  },
  "long period": (n, r, noise) => {
    const [length, size] = [between(r, 2100, n / 8), [2, 4, 256][r.below(3)]!];
    const word = repeated(n, length, size, r);
    return {
      sample: ofSymbols(
        noisy(word, r, noise, () => r.below(size)),
        size,
      ),
      ...exactly(ofLength(length)),
    };
  },
  "period of a sampled file": (n, r, noise) => {
    const length = between(r, 600, n / 10);
    const whole = noisy(repeated(10 * n, length, 16, r), r, noise, () => r.below(256));
    const blocks = planBlocks(whole.length, n, r);
    const sample = new Uint8Array(n);
    let at = 0;
    const segmentEnds = blocks.map(({ offset, length: size }) => {
      sample.set(whole.subarray(offset, offset + size), at);
      at += size;
      return at;
    });
    const starts = blocks.map(({ offset }) => offset);
    return {
      sample: { ...ofBytes(sample), segmentEnds, starts },
      stretch: whole.subarray(n, 2 * n),
      ...exactly(ofLength(length)),
    };
  },
  "numbers of 16 bits": (n, r, noise) => {
    const deviation = scaled(r, 100, 5000);
    const symbols = stored(n, 2, (v, at) => v.setInt16(at, deviation * normal(r), true));
    return { sample: ofBytes(noisy(symbols, r, noise, () => r.below(256))), ...exactly(ofLength(2)) };
  },
  floats: (n, r, noise) => {
    const symbols = stored(n, 4, (v, at) => v.setFloat32(at, 100 * normal(r), true));
    return { sample: ofBytes(noisy(symbols, r, noise, () => r.below(256))), ...exactly(ofLength(4)) };
  },
  records: (n, r, noise) => {
    const width = between(r, 5, 90);
    const record = recordsOf(r, width);
    const symbols = Uint8Array.from(Array.from({ length: Math.ceil(n / width) }, record).flat());
    return { sample: ofBytes(noisy(symbols, r, noise, () => r.below(256))), ...exactly(ofLength(width)) };
  },
  "stored generator": (n, r, noise) => {
    const { a, m, noisy } = congruential(r, 2n ** 32n);
    const wants = generatorOf(a, m);
    // The k lowest bits of a generator modulo a power of 2 have period 2^k.
    const allows = (finding: Finding) => wants(finding) || (1024 % (lengthOf(finding) ?? 0)) % 4 === 0;
    return {
      sample: ofBytes(stored(n, 4, (v, at) => v.setUint32(at, Number(noisy(noise)), true))),
      allows,
      wants,
    };
  },
  "written generator": (n, r, noise) => {
    const { a, m, noisy } = congruential(r, 2n ** 48n);
    return { sample: ofText(lines(n, () => String(noisy(noise)))), ...exactly(generatorOf(a, m)) };
  },
  "written counter": (n, r, noise) => {
    const [first, step] = [r.below(90_000), between(r, 1, 99)];
    const number = (i: number) => (r.uniform() < noise ? r.below(900_000) : first + step * i);
    const wants = (finding: Finding) =>
      finding.kind === "numbers" && finding.law.type === "step" && finding.law.step === step;
    return { sample: ofText(lines(n, (i) => String(number(i)))), ...exactly(wants) };
  },
  register: (n, r, noise) => {
    const taps = registers[r.below(registers.length)]!;
    return {
      sample: ofSymbols(
        noisy(register(n, taps, r), r, noise, () => r.below(2)),
        2,
      ),
      ...exactly(isRegister(taps)),
    };
  },
  parity: (n, r, noise) => {
    const far = between(r, 3, 40);
    const taps = [between(r, 1, far - 1), far];
    const bits = each(n, () => r.below(2));
    for (let i = far; i < n; i++)
      bits[i] = bits[i - taps[0]!]! ^ bits[i - far]! ^ (r.uniform() < noise / 2 + 0.01 ? 1 : 0);
    return { sample: ofSymbols(bits, 2), ...exactly(isRegister(taps)) };
  },
};

/** Lengths of the ten inputs of a kind. */
const sizes = [100_000, 100_000, 100_000, 100_000, 100_000, 30_000, 30_000, 30_000, 8000, 8000];
const noises = [0, 0.05, 0.1, 0.2, 0.4];

/** Inputs in which nothing, or only the width of numbers, is a rule: 30 kinds, ten times each. @param seed of the list */
export function* inputsWithoutRule(seed: number): Generator<RuleInput> {
  for (const [name, make] of Object.entries(withoutRule))
    for (const [i, n] of sizes.entries()) {
      const [sample, allows = nothing] = make(n, Random.fromSeed(seed).fork(`${name} ${i}`));
      yield { name: `${name} ${i}`, sample, allows };
    }
}

/** Inputs with one rule, in noise that replaces so many symbols or numbers: 12 kinds, five times each. @param seed of the list */
export function* inputsWithRule(seed: number): Generator<RuleInput> {
  for (const [name, make] of Object.entries(planted))
    for (const noise of noises)
      yield {
        name: `${name} ${noise}`,
        noise,
        ...make(100_000, Random.fromSeed(seed).fork(`${name} ${noise}`), noise),
      };
}
