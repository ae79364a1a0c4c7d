import type { Random } from "../../src/core/random.ts";

/** What a source gives: symbols, and what an ideal learner pays for each, bits. */
interface Drawn {
  readonly symbols: Uint8Array;
  readonly paid: Float64Array;
  /** what it pays for a sample of the same law, bits, shape (n,) */
  paidAnew(random: Random): Float64Array;
}

/** A source whose ideal learner is known: the Bayesian one that knows its family and the law of its parameters. */
export interface GrowingSource {
  readonly name: string;
  readonly alphabetSize: number;
  draw(random: Random, n: number): Drawn;
}

/**
 * A Markov chain whose rows are drawn from a symmetric Dirichlet law. The learner predicts by the counts of the row, and is charged
 * what it pays beyond one that knows the row.
 */
export function chain(letters: number, order: number, concentration: number): GrowingSource {
  const rows = letters ** order;
  const source: GrowingSource = {
    name: `chain of order ${order} over ${letters} letters, Dirichlet(${concentration})`,
    alphabetSize: letters,
    draw(random, n) {
      const laws: (Float64Array | undefined)[] = new Array(rows);
      const counts: (Float64Array | undefined)[] = new Array(rows);
      const symbols = new Uint8Array(n);
      const paid = new Float64Array(n);
      let row = 0;
      for (let at = 0; at < n; at++) {
        laws[row] ??= dirichlet(random, letters, concentration);
        counts[row] ??= new Float64Array(letters + 1);
        const [law, count] = [laws[row]!, counts[row]!];
        let draw = random.uniform();
        let symbol = 0;
        while (symbol < letters - 1 && draw >= law[symbol]!) draw -= law[symbol++]!;
        const predicted = (count[symbol]! + concentration) / (count[letters]! + letters * concentration);
        paid[at] = Math.log2(law[symbol]! / predicted);
        count[symbol]!++;
        count[letters]!++;
        symbols[at] = symbol;
        row = (row * letters + symbol) % rows;
      }
      return { symbols, paid, paidAnew: (other) => source.draw(other, n).paid };
    },
  };
  return source;
}

const space = 26;

/**
 * Words of random letters drawn by the urn of Pitman and Yor, a space after each: types grow as n^discount. The learner predicts by
 * the urn and pays log2 26 a letter for a new word.
 */
export function urn(discount: number, wordLength: number): GrowingSource {
  const spelling = wordLength * Math.log2(space);
  const paidFor = (tokens: ArrayLike<number>, n: number) => {
    const paid = new Float64Array(n);
    const counts = new Map<number, number>();
    for (let i = 0; i < tokens.length; i++) {
      const count = counts.get(tokens[i]!) ?? 0;
      counts.set(tokens[i]!, count + 1);
      const [before, types] = [i, count === 0 ? counts.size - 1 : counts.size];
      const mass = count === 0 ? 1 + discount * types : count - discount;
      const bits = (count === 0 ? spelling : 0) - Math.log2(mass / (1 + before));
      paid.fill(bits / (wordLength + 1), i * (wordLength + 1), (i + 1) * (wordLength + 1));
    }
    return paid;
  };
  return {
    name: `urn with discount ${discount}`,
    alphabetSize: space + 1,
    draw(random, n) {
      const tokens: number[] = [];
      const counts: number[] = [];
      while (tokens.length * (wordLength + 1) < n) {
        let word = counts.length;
        if (random.uniform() >= (1 + discount * counts.length) / (1 + tokens.length))
          do word = tokens[random.below(tokens.length)]!;
          while (random.uniform() >= (counts[word]! - discount) / counts[word]!);
        counts[word] = (counts[word] ?? 0) + 1;
        tokens.push(word);
      }
      const words = counts.map(() => Uint8Array.from({ length: wordLength }, () => random.below(space)));
      const symbols = new Uint8Array(n).fill(space);
      for (const [i, word] of tokens.entries())
        symbols.set(words[word]!.subarray(0, n - i * (wordLength + 1)), i * (wordLength + 1));
      // The urn is exchangeable: the same words in any order are as likely.
      const paidAnew = (other: Random) => {
        const order = Uint32Array.from(tokens);
        for (let i = order.length - 1; i > 0; i--) {
          const j = other.below(i + 1);
          [order[i], order[j]] = [order[j]!, order[i]!];
        }
        return paidFor(order, n);
      };
      return { symbols, paid: paidFor(tokens, n), paidAnew };
    },
  };
}

/** Lines from a table of so many random entries: learning stops. */
export function table(entries: number, length: number): GrowingSource {
  return {
    name: `table of ${entries} entries of ${length} letters`,
    alphabetSize: space + 1,
    draw(random, n) {
      const all = Array.from({ length: entries }, () =>
        Uint8Array.from({ length }, () => random.below(space)),
      );
      const symbols = new Uint8Array(n).fill(space);
      const paid = new Float64Array(n);
      const seen = new Set<number>();
      for (let at = 0; at < n; at += length + 1) {
        const entry = random.below(entries);
        symbols.set(all[entry]!.subarray(0, n - at), at);
        if (!seen.has(entry)) paid.fill(Math.log2(space), at, at + length);
        seen.add(entry);
      }
      return { symbols, paid, paidAnew: () => paid };
    },
  };
}

function dirichlet(random: Random, size: number, concentration: number): Float64Array {
  const drawn = Float64Array.from({ length: size }, () => gamma(random, concentration));
  const total = drawn.reduce((sum, one) => sum + one, 0);
  return drawn.map((one) => one / total);
}

/** Source: Marsaglia & Tsang 2000, ACM Trans. Math. Softw. 26. */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * random.uniform() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
