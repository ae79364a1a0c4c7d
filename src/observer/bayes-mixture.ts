import type { Symbols } from "../core/sequence.ts";
import type { Member, MemberDefinition } from "./member.ts";

const chunk = 4096;
/** A member that lies this many bits behind the best changes no digit of their sum. */
const negligible = 64;

/**
 * The Bayes mixture of members with equal prior weights: it states the mean of their probabilities, each weighed by
 * how well it did so far. Over a whole sequence it costs at most log2 K bits more than the best of the K.
 *
 * Weights are kept as logarithms, so a member that fell far behind may still come back.
 * Source: Cesa-Bianchi & Lugosi 2006, Prediction, Learning, and Games, ch. 9.
 */
export class BayesMixture implements Member {
  readonly id = "bayes-mixture";
  readonly headerBits: number;
  readonly #members: readonly Member[];
  readonly #losses: readonly Float64Array[];
  /** log2 of the posterior weights */
  readonly #logWeights: Float64Array;
  readonly #totals: Float64Array;

  /** @param members one or more, freshly opened on the same sequence */
  constructor(members: readonly Member[]) {
    this.#members = members;
    this.headerBits = members.reduce((sum, member) => sum + (member.headerBits ?? 0), 0);
    this.#losses = members.map(() => new Float64Array(chunk));
    this.#logWeights = new Float64Array(members.length).fill(-Math.log2(members.length));
    this.#totals = new Float64Array(members.length);
  }

  /** Posterior weights, in the order of the members; they sum to 1. Shape (K,). */
  get weights(): Float64Array {
    return this.#logWeights.map(exp2);
  }

  /** Bits each member alone paid for what was learned, shape (K,). */
  get totals(): Float64Array {
    return this.#totals.slice();
  }

  code(start: number, end: number, segmentStart: number, learn: boolean, losses: Float64Array | null): void {
    if (!learn && losses === null) {
      for (const member of this.#members) member.code(start, end, segmentStart, false, null);
      return;
    }
    for (let from = start; from < end; from += chunk) {
      const to = Math.min(end, from + chunk);
      for (const [k, member] of this.#members.entries()) {
        member.code(from, to, segmentStart, learn, this.#losses[k]!);
      }
      this.#mix(to - from, learn, losses?.subarray(from - start));
    }
  }

  distribution(at: number, segmentStart: number): Float64Array {
    let sum: Float64Array | undefined;
    for (const [k, member] of this.#members.entries()) {
      const weight = exp2(this.#logWeights[k]!);
      const law = member.distribution(at, segmentStart);
      sum ??= new Float64Array(law.length);
      for (let s = 0; s < law.length; s++) sum[s]! += weight * law[s]!;
    }
    return sum!;
  }

  #mix(count: number, learn: boolean, losses: Float64Array | undefined): void {
    const logWeights = this.#logWeights;
    const totals = this.#totals;
    const all = this.#losses;
    const members = logWeights.length;
    for (let i = 0; i < count; i++) {
      let best = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < members; k++) {
        const likely = logWeights[k]! - all[k]![i]!;
        if (likely > best) best = likely;
      }
      let sum = 0;
      for (let k = 0; k < members; k++) {
        const behind = best - logWeights[k]! + all[k]![i]!;
        if (behind === 0) sum += 1;
        else if (behind < negligible) sum += exp2(-behind);
      }
      // Most of the time one member is all there is.
      const loss = sum === 1 ? -best : -best - Math.log2(sum);
      if (losses !== undefined) losses[i] = loss;
      if (!learn) continue;
      for (let k = 0; k < members; k++) {
        const paid = all[k]![i]!;
        logWeights[k]! += loss - paid;
        totals[k]! += paid;
      }
    }
  }
}

/** 2^x, by the exponential function, which is the same on every version of Node. */
function exp2(x: number): number {
  return Math.exp(x * Math.LN2);
}

/** A mixture whose members are known by their definitions, so that a decoder can open them again. */
export class DecodableMixture extends BayesMixture {
  readonly #reopen: (symbols: Symbols) => BayesMixture;

  constructor(members: readonly Member[], reopen: (symbols: Symbols) => BayesMixture) {
    super(members);
    this.#reopen = reopen;
  }

  decoder(symbols: Symbols): Member {
    return this.#reopen(symbols);
  }
}

/** Opens mixtures. */
interface MixtureDefinition extends MemberDefinition {
  open(symbols: Symbols, alphabetSize: number, codes?: ArrayLike<number>): DecodableMixture;
}

/** The Bayes mixture of the members that definitions open. */
export function mixtureOf(definitions: readonly MemberDefinition[]): MixtureDefinition {
  return {
    id: "bayes-mixture",
    title: definitions.map((definition) => definition.title).join(" + "),
    open(symbols, alphabetSize, codes) {
      const members = definitions.map((definition) => definition.open(symbols, alphabetSize, codes));
      return new DecodableMixture(
        members,
        (empty) =>
          new BayesMixture(
            definitions.map(
              (definition, k) => members[k]!.decoder?.(empty) ?? definition.open(empty, alphabetSize, codes),
            ),
          ),
      );
    },
  };
}
