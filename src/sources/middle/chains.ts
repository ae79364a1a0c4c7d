import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { Random } from "../../core/random.ts";
import { allocateSymbols } from "../../core/sequence.ts";
import { defineSource, type Machine, type SourceDefinition, type SourceDraft } from "../../core/source.ts";
import { closedForm, type GroundTruth, type Truth } from "../../core/truth.ts";
import { truthOfDifference } from "../../exact/block-entropies.ts";
import { createMachine, type Edge, machineLimits } from "../../exact/machine.ts";
import { solveLinear } from "../../math/linear-algebra.ts";
import { wholePower } from "../../math/sums.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { createAliasTable, dirichletDraw, probabilityThreshold } from "../sampling/draws.ts";
import { endless, History, machineOf, machineSource, markovStream } from "../sampling/streams.ts";
import { symbolLabel } from "../symbol-label.ts";
import { noiseEntropy } from "../truths/channel-truths.ts";
import { lawBits, learnableBits, revealedBits } from "../truths/learnable-bits.ts";
import { chainMachine, chainTruth, matrixFault } from "../truths/truths.ts";

export const markov = defineSource({
  id: "markov",
  group: "middle",
  title: "Markov chain",
  summary: "The next symbol depends on the last `order` symbols; starts in its stationary law.",
  reference: "Shannon 1948, Bell Syst. Tech. J. 27",
  params: z
    .strictObject({
      order: z.int().min(0).max(9).default(1).describe("symbols of memory"),
      matrix: z
        .array(z.array(z.number().min(0).max(1)).min(1).max(256))
        .min(1)
        .max(machineLimits.states)
        .default([
          [0.9, 0.1],
          [0.1, 0.9],
        ])
        .describe("one row per context, contexts in lexicographic order; P(next symbol | context)"),
    })
    .superRefine(({ order, matrix }, context) => {
      const message = matrixFault(order, matrix);
      if (message !== undefined) context.addIssue({ code: "custom", path: ["matrix"], message });
    }),
  example: "markov(order=1, matrix=[[0.9,0.1],[0.1,0.9]])",
  bind: ({ order, matrix }) =>
    chainSource(
      matrix,
      order,
      "the contexts of the matrix form several closed classes, so its stationary law is not unique",
    ),
});

/**
 * A Markov chain that starts in its stationary law.
 *
 * @param matrix one law per context, shape (A^order, A)
 * @throws UsageError with the refusal where the contexts form several closed classes
 */
export function chainSource(
  matrix: readonly ArrayLike<number>[],
  order: number,
  refusal: string,
): SourceDraft {
  const alphabetSize = matrix[0]!.length;
  const machine = chainMachine(matrix, alphabetSize);
  if (machine === undefined) throw new UsageError(refusal);
  return {
    alphabetSize,
    machine: () => machine,
    open: (random) =>
      markovStream(createAliasTable(matrix, alphabetSize), alphabetSize, machine.stationary, random),
    truth: () => chainTruth(machine, order),
    unknowns: () =>
      closedForm(
        matrix.length * (alphabetSize - 1),
        "a law for each of A^order contexts: A^order (A - 1) free probabilities",
      ),
  };
}

/** A probability that a stream cannot draw is set to 0. */
const smallest = 1 / 0x4000_0000;

export const randomMarkov = defineSource({
  id: "random-markov",
  group: "middle",
  title: "random Markov chain",
  summary: "A Markov chain whose rows are drawn once from a Dirichlet law.",
  reference: "Ferguson 1973, Ann. Stat. 1(2) (Dirichlet law); Shannon 1948, Bell Syst. Tech. J. 27",
  params: z
    .strictObject({
      order: z.int().min(0).max(9).default(1).describe("symbols of memory"),
      alphabet: z.int().min(1).max(256).default(4).describe("number of symbols"),
      concentration: z
        .number()
        .min(0.001)
        .max(1e6)
        .default(1)
        .describe("Dirichlet parameter per symbol: small for nearly deterministic rows, large for even ones"),
      seed: z
        .int()
        .min(0)
        .max(Number.MAX_SAFE_INTEGER)
        .default(1)
        .describe("number of the chain; not the seed of its symbols"),
    })
    .superRefine(({ order, alphabet }, context) => {
      const contexts = Math.log2(alphabet) * order;
      if (
        contexts > Math.log2(machineLimits.states) ||
        contexts + Math.log2(alphabet) > Math.log2(machineLimits.edges)
      ) {
        const message = `order ${order} over ${alphabet} symbols has more than ${machineLimits.states} contexts`;
        context.addIssue({ code: "custom", path: ["order"], message });
      }
    }),
  example: "random-markov(order=2, alphabet=4, concentration=0.5, seed=1)",
  bind({ order, alphabet, concentration, seed }) {
    const random = Random.fromSeed(seed).fork("random-markov");
    const contexts = wholePower(alphabet, order);
    const shapes = new Array<number>(alphabet).fill(concentration);
    const matrix = Array.from({ length: contexts }, () => withoutDust(dirichletDraw(shapes, random)));
    const source = chainSource(
      matrix,
      order,
      "the contexts of this draw form several closed classes; use another seed or a larger concentration",
    );
    const machine = source.machine!()!;
    return {
      ...source,
      learnableBits: (n) =>
        lawBits(
          n,
          matrix,
          machine.stationary,
          visitVariances(machine),
          concentration,
          `class: chains of this order, a row per context with a Dirichlet(${concentration}) prior`,
        ),
    };
  },
});

/**
 * Variance of the number of visits to each state, per step in the long run.
 *
 * Source: Kemeny & Snell 1960, Finite Markov Chains, ch. 4 (fundamental matrix).
 */
function visitVariances({ states, from, to, probability, stationary }: Machine): Float64Array {
  const matrix = Float64Array.from({ length: states * states }, (_, i) => stationary[i % states]!);
  const unit = new Float64Array(states * states);
  for (let i = 0; i < states; i++) {
    matrix[i * states + i]!++;
    unit[i * states + i] = 1;
  }
  for (let edge = 0; edge < from.length; edge++)
    matrix[from[edge]! * states + to[edge]!]! -= probability[edge]!;
  const fundamental = solveLinear(matrix, unit, states);
  return stationary.map((share, i) => share * (2 * (fundamental?.[i * states + i] ?? 1) - 1 - share));
}

function withoutDust(law: Float64Array): Float64Array {
  const kept = law.map((mass) => (mass < smallest ? 0 : mass));
  const total = kept.reduce((sum, mass) => sum + mass, 0);
  return kept.map((mass) => mass / total);
}

export const ising = defineSource({
  id: "ising",
  group: "middle",
  title: "Ising chain",
  summary: "A chain of spins that tend to agree with their neighbours and with a field; 1 is up.",
  reference: "Ising 1925, Z. Phys. 31; Kramers & Wannier 1941, Phys. Rev. 60 (transfer matrix)",
  params: z.strictObject({
    coupling: z.number().min(-10).max(10).default(0.5).describe("J/kT; negative: neighbours tend to differ"),
    field: z.number().min(-10).max(10).default(0).describe("B/kT; positive favours 1"),
  }),
  example: "ising(coupling=1, field=0.2)",
  bind({ coupling, field }) {
    const { common, rare } = spins(coupling, field);
    // The rarer spin, which loses no digits next to a 1.
    const share = common.leave / (common.leave + rare.leave);
    const rate =
      share * binaryEntropy(Math.min(rare.leave, rare.stay)) +
      (1 - share) * binaryEntropy(Math.min(common.leave, common.stay));
    const spin = binaryEntropy(share);
    const [down, up] = field < 0 ? [common, rare] : [rare, common];
    const machine = machineOf(2, 2, [
      [0, 0, 0, down.stay],
      [0, 1, 1, down.leave],
      [1, 0, 0, up.leave],
      [1, 1, 1, up.stay],
    ]);
    return machineSource(machine, () => ({
      symbolEntropy: closedForm(spin, "H2 of the share of up spins"),
      entropyRate: closedForm(rate, "transfer matrix: a Markov chain of order 1"),
      excessEntropy:
        coupling === 0
          ? closedForm(0, "independent spins")
          : truthOfDifference(spin, rate, "H(1) - h, Markov of order 1"),
      statisticalComplexity: closedForm(
        coupling === 0 ? 0 : spin,
        "H(1): the two spins predict different futures",
      ),
    }));
  },
});

/**
 * Probabilities of leaving and of keeping the spin that the field favours and the other one: V(i,j) u(j) / (lambda u(i)) with
 * the Perron vector u of the transfer matrix V, in forms without cancellation.
 */
function spins(coupling: number, field: number) {
  const along = Math.exp(coupling + Math.abs(field));
  const against = Math.exp(coupling - Math.abs(field));
  const tilt = (along - against) / 2;
  const mixed = Math.exp(-2 * coupling);
  const root = Math.sqrt(tilt * tilt + mixed);
  const lambda = (along + against) / 2 + root;
  return {
    common: { leave: mixed / (root + tilt) / lambda, stay: along / lambda },
    rare: { leave: (root + tilt) / lambda, stay: against / lambda },
  };
}

const longestLag = 1 << 20;

export const lagCopy: SourceDefinition = defineSource({
  id: "lag-copy",
  group: "middle",
  title: "noisy copy at a distance",
  summary: "Each symbol is the one `lag` positions before it, or with probability eps a uniform draw.",
  reference: "Cover & Thomas 2006, Elements of Information Theory, ch. 4",
  params: z.strictObject({
    lag: z.int().min(1).max(longestLag).default(64).describe("distance of the copied symbol"),
    eps: z.number().min(0).max(1).default(0.1).describe("probability of a uniform draw"),
    alphabet: z.int().min(1).max(65_536).default(4).describe("number of symbols"),
  }),
  example: "lag-copy(lag=64, eps=0.1, alphabet=4)",
  bind: ({ lag, eps, alphabet }) => ({
    ...copied(lag, eps, alphabet),
    unknowns: () => closedForm(lag, "the symbols that must be kept: one for each place up to the lag"),
    learnableBits: (n) => copyBits(n, lag, eps, alphabet),
  }),
});

function copied(lag: number, eps: number, alphabet: number): SourceDraft {
  const threshold = probabilityThreshold(eps);
  return {
    alphabetSize: alphabet,
    machine: () => copyMachine(lag, eps, alphabet),
    // A symbol depends only on the one `lag` before it.
    strands: () => ({
      count: lag,
      strand: {
        ...copied(1, eps, alphabet),
        length: Number.POSITIVE_INFINITY,
        recipe: `lag-copy(lag=1, eps=${eps}, alphabet=${alphabet})`,
        source: lagCopy,
        ofText: false,
        label: (symbol) => symbolLabel(symbol, alphabet),
      },
    }),
    open(random) {
      const history = new History(lag, alphabet);
      history.fill(() => random.below(alphabet));
      return endless((target) => {
        const { last } = history;
        for (let i = 0; i < target.length; i++) {
          if (random.uint32() < threshold) target[i] = random.below(alphabet);
          else target[i] = i < lag ? last[i]! : target[i - lag]!;
        }
        history.append(target);
      });
    },
    truth(): GroundTruth {
      const most = Math.log2(alphabet);
      const rate = noiseEntropy(alphabet, eps);
      return {
        symbolEntropy: closedForm(most, "all blocks of `lag` symbols are equally likely"),
        entropyRate: closedForm(rate, "H(1-eps+eps/A, eps/A, ...)"),
        excessEntropy: truthOfDifference(lag * most, lag * rate, "lag (log2 A - h), Markov of order `lag`"),
        statisticalComplexity: closedForm(
          eps === 1 ? 0 : lag * most,
          "all blocks of `lag` symbols have different futures",
        ),
      };
    },
  };
}

/** Without noise a random word of `lag` symbols is repeated forever; with noise only the distance can be learned. */
function copyBits(n: number, lag: number, eps: number, alphabet: number): Truth {
  if (eps === 0)
    return learnableBits(
      n,
      (m) => Math.min(m, lag) * Math.log2(alphabet),
      "class: repeated words of `lag` symbols; each symbol of the word costs log2 A once",
    );
  const bits = Math.log2(longestLag);
  // Evidence for the right distance, bits per symbol; twice the bits of the choice leave no doubt.
  const evidence = Math.log2(alphabet) - noiseEntropy(alphabet, eps);
  if (evidence <= 0) return closedForm(0, "nothing is copied");
  return revealedBits(
    n,
    bits,
    lag + (4 * bits) / evidence,
    "class: copies at any distance up to 2^20; log2 of their number",
  );
}

/** Contexts of `lag` symbols, if they fit; without noise they form many separate cycles. */
function copyMachine(lag: number, eps: number, alphabet: number): Machine | undefined {
  if (eps === 0 || lag * Math.log2(alphabet) > Math.log2(machineLimits.states)) return undefined;
  let contexts = 1;
  for (let i = 0; i < lag; i++) contexts *= alphabet;
  if (contexts * alphabet > machineLimits.edges) return undefined;
  const edges = Array.from({ length: contexts * alphabet }, (_, index) => {
    const from = Math.floor(index / alphabet);
    const symbol = index % alphabet;
    const copied = Math.floor((from * alphabet) / contexts) === symbol ? 1 - eps : 0;
    return { from, symbol, to: (from * alphabet + symbol) % contexts, probability: copied + eps / alphabet };
  });
  return createMachine(alphabet, contexts, edges, {
    stationary: new Float64Array(contexts).fill(1 / contexts),
  });
}

export const noisyParity = defineSource({
  id: "noisy-parity",
  group: "middle",
  title: "noisy parity",
  summary: "Each bit is the exclusive or of the last one and the k-th last, flipped with probability eps.",
  reference: "Blum, Kalai & Wasserman 2003, J. ACM 50(4) (learning parity with noise)",
  params: z.strictObject({
    k: z.int().min(2).max(1_048_576).default(8).describe("the distant tap, in symbols"),
    eps: z.number().min(0).max(1).default(0.05).describe("probability of a flip"),
  }),
  example: "noisy-parity(k=8, eps=0.05)",
  bind({ k, eps }) {
    const threshold = probabilityThreshold(eps);
    return {
      alphabetSize: 2,
      machine: () => parityMachine(k, eps),
      open(random) {
        const history = new History(k, 2);
        history.fill(() => random.below(2));
        return endless((target) => {
          const { last } = history;
          let bit = last[k - 1]!;
          for (let i = 0; i < target.length; i++) {
            const distant = i < k ? last[i]! : target[i - k]!;
            bit ^= distant ^ (random.uint32() < threshold ? 1 : 0);
            target[i] = bit;
          }
          history.append(target);
        });
      },
      truth: () => parityTruth(k, eps),
      unknowns: () => closedForm(2 ** k, "the likely bit after each of 2^k contexts; the rule has k bits"),
    };
  },
});

function parityTruth(k: number, eps: number): GroundTruth {
  const rate = binaryEntropy(eps);
  return {
    symbolEntropy: closedForm(1, "all blocks of k bits are equally likely"),
    entropyRate: closedForm(rate, "H2(eps)"),
    excessEntropy: truthOfDifference(k, k * rate, "H(k) - k h with H(k) = k"),
    statisticalComplexity: closedForm(eps === 0.5 ? 0 : k, "all blocks of k bits have different futures"),
  };
}

/** Contexts of k bits, if they fit; without noise they form many separate cycles. */
function parityMachine(k: number, eps: number): Machine | undefined {
  if (eps === 0 || eps === 1 || k > Math.log2(machineLimits.states)) return undefined;
  const contexts = 1 << k;
  const edges = Array.from({ length: 2 * contexts }, (_, index) => {
    const from = index >> 1;
    const symbol = index & 1;
    const parity = (from ^ (from >> (k - 1))) & 1;
    const to = ((from << 1) | symbol) & (contexts - 1);
    return { from, symbol, to, probability: parity === symbol ? 1 - eps : eps };
  });
  return createMachine(2, contexts, edges, { stationary: new Float64Array(contexts).fill(1 / contexts) });
}

export const duplicateBlocks = defineSource({
  id: "duplicate-blocks",
  group: "middle",
  title: "duplicated blocks",
  summary:
    "Blocks of uniform noise, each written twice: half of the symbols cost nothing, and no local statistic shows it.",
  reference: "Cover & Thomas 2006, Elements of Information Theory, ch. 4",
  params: z.strictObject({
    length: z.int().min(1).max(longestLag).default(16).describe("symbols per block"),
    alphabet: z.int().min(1).max(65_536).default(2).describe("number of symbols"),
  }),
  example: "duplicate-blocks(length=16, alphabet=2)",
  bind({ length, alphabet }) {
    return {
      alphabetSize: alphabet,
      machine: () => blockMachine(length, alphabet),
      open(random) {
        const block = allocateSymbols(length, alphabet);
        let place = random.below(2 * length);
        for (let i = 0; i < Math.min(place, length); i++) block[i] = random.below(alphabet);
        return endless((target) => {
          let at = place;
          for (let i = 0; i < target.length; i++) {
            if (at < length) target[i] = block[at] = random.below(alphabet);
            else target[i] = block[at - length]!;
            at = at + 1 === 2 * length ? 0 : at + 1;
          }
          place = at;
        });
      },
      truth(): GroundTruth {
        const most = Math.log2(alphabet);
        const memory = alphabet === 1 ? 0 : Math.log2(2 * length) + (length / 2) * most;
        return {
          symbolEntropy: closedForm(most, "log2 A"),
          entropyRate: closedForm(most / 2, "every other block is new: log2(A)/2"),
          excessEntropy: closedForm(
            memory,
            "log2(2 length) for the phase + length/2 remembered symbols on average",
          ),
          statisticalComplexity: closedForm(
            memory,
            "the future reveals everything that is remembered: C_mu = E",
          ),
        };
      },
      learnableBits: (n) => {
        if (alphabet === 1) return closedForm(0, "all symbols are equal");
        const bits = Math.log2(longestLag);
        const enough = 4 * length + (8 * bits) / Math.log2(alphabet);
        return revealedBits(n, bits, enough, "class: blocks of any length up to 2^20; log2 of their number");
      },
    };
  },
});

/** Positions in the pair of blocks, with the symbols still to be repeated; undefined when there are too many. */
function blockMachine(length: number, alphabet: number): Machine | undefined {
  const first: number[] = [0];
  const counts: number[] = [];
  for (let place = 0, words = 1; place < 2 * length; place++) {
    counts.push(words);
    first.push(first[place]! + words);
    if (first[place + 1]! > machineLimits.states) return undefined;
    words = place < length ? words * alphabet : words / alphabet;
  }
  const edges: Edge[] = [];
  counts.forEach((words, place) => {
    const next = (place + 1) % (2 * length);
    for (let word = 0; word < words; word++) {
      const from = first[place]! + word;
      if (place < length) {
        for (let symbol = 0; symbol < alphabet; symbol++)
          edges.push({
            from,
            symbol,
            to: first[next]! + word * alphabet + symbol,
            probability: 1 / alphabet,
          });
      } else {
        const rest = words / alphabet;
        edges.push({
          from,
          symbol: Math.floor(word / rest),
          to: first[next]! + (word % rest),
          probability: 1,
        });
      }
    }
  });
  return edges.length > machineLimits.edges ? undefined : createMachine(alphabet, first.at(-1)!, edges);
}
