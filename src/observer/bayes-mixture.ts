import type { Symbols } from "../core/sequence.ts";
import { exp2, sumOn } from "../math/sums.ts";
import type { Member, MemberDefinition } from "./member.ts";
import type { Residuals } from "./residuals.ts";
import { SkipScheduler } from "./skip-scheduler.ts";

const chunk = 4096;
/** A member that is this many bits behind the best changes no digit of their sum. */
const negligible = 64;

interface MixtureOptions {
  /** shape (K,): which members may be skipped in noise; default: none */
  readonly expensive?: readonly boolean[];
  /** shape (K,): prior cost of each member, bits; default: 0 */
  readonly priorBits?: readonly number[];
  /** symbols of the sequence */
  readonly n?: number;
}

/**
 * The Bayes mixture of members: its probability is the mean of theirs, weighted by their priors and their losses so far. Over a
 * whole sequence it costs at most log2 K bits, plus prior bits, more than the best of the K.
 *
 * Weights are kept as logarithms, so that a member which fell far behind can recover. Expensive members are skipped in noise: a
 * skipped member uses the probabilities of a cheap one.
 * Source: Cesa-Bianchi & Lugosi 2006, Prediction, Learning, and Games, ch. 9.
 */
export class BayesMixture implements Member {
  readonly id = "bayes-mixture";
  readonly headerBits: number;
  readonly #members: readonly Member[];
  /** by member, shape (chunk,) or less; as long as the longest stretch so far */
  #losses: readonly Float64Array[];
  /** log2 of the posterior weights */
  readonly #logWeights: Float64Array;
  readonly #totals: Float64Array;
  readonly #expensive: readonly boolean[];
  readonly #scheduler: SkipScheduler;
  #leaders: Uint8Array | null = null;
  #residuals: Residuals | null = null;
  #below: readonly Float64Array[] = [];

  /** @param members one or more, freshly opened on the same sequence */
  constructor(
    members: readonly Member[],
    {
      expensive = members.map(() => false),
      priorBits = members.map(() => 0),
      n = Number.POSITIVE_INFINITY,
    }: MixtureOptions = {},
  ) {
    this.#members = members;
    this.#expensive = expensive;
    this.#scheduler = new SkipScheduler(expensive, n);
    this.headerBits = members.reduce((sum, member) => sum + (member.headerBits ?? 0), 0);
    this.#losses = members.map(() => new Float64Array(0));
    const total = Math.log2(priorBits.reduce((sum, bits) => sum + exp2(-bits), 0));
    this.#logWeights = Float64Array.from(priorBits, (bits) => -bits - total);
    this.#totals = new Float64Array(members.length);
  }

  /** Posterior weights, in the order of the members; they sum to 1. Shape (K,). */
  get weights(): Float64Array {
    return this.#logWeights.map(exp2);
  }

  /** Bits that each member alone paid for the learned symbols, shape (K,). */
  get totals(): Float64Array {
    return this.#totals.slice();
  }

  /**
   * From now on records, for each learned symbol, the member with the largest weight after it.
   *
   * @param leaders shape (n,): receives the index of the member, by position of the symbol; null: none
   */
  noteLeaders(leaders: Uint8Array | null): void {
    this.#leaders = leaders;
  }

  /** From now on records uniform residuals of the learned symbols; null: none. */
  noteResiduals(residuals: Residuals | null): void {
    this.#residuals = residuals;
    this.#below = residuals === null ? [] : this.#members.map(() => new Float64Array(chunk));
  }

  code(start: number, end: number, segmentStart: number, learn: boolean, losses: Float64Array | null): void {
    if (!learn && losses === null) {
      for (const [k, member] of this.#members.entries()) {
        if (this.#substituteFor(k) === k) member.code(start, end, segmentStart, false, null);
      }
      return;
    }
    for (let from = start; from < end; ) {
      const to = Math.min(end, from + chunk, learn ? from + this.#scheduler.remaining : end);
      if (this.#losses[0]!.length < to - from)
        this.#losses = this.#members.map(() => new Float64Array(to - from));
      const used = this.#members.map((_, k) => this.#losses[this.#substituteFor(k)]!);
      const residuals = learn ? this.#residuals : null;
      const below = residuals === null ? [] : this.#wantedBelow(residuals);
      const weights = residuals === null ? undefined : this.#logWeights.slice();
      let copying = false;
      for (const [k, member] of this.#members.entries()) {
        if (this.#substituteFor(k) === k)
          member.code(from, to, segmentStart, learn, this.#losses[k]!, below[k] ?? null);
        else if (learn && member.indexOnly?.(from, to, segmentStart)) copying = true;
      }
      const mixed = losses?.subarray(from - start) ?? new Float64Array(to - from);
      this.#mix(to - from, learn, mixed, used, this.#leaders?.subarray(from));
      if (residuals !== null) {
        const usedBelow = this.#members.map((_, k) => below[this.#substituteFor(k)] ?? null);
        residuals.note(from, to - from, weights!, mixed, used, usedBelow);
      }
      if (learn) this.#scheduler.note(to - from, used, copying);
      from = to;
    }
  }

  distribution(at: number, segmentStart: number): Float64Array {
    const laws = this.#members.map((member, k) =>
      this.#substituteFor(k) === k ? member.distribution(at, segmentStart) : undefined,
    );
    const sum = new Float64Array(laws[this.#substituteFor(0)]!.length);
    for (let k = 0; k < laws.length; k++) {
      const weight = exp2(this.#logWeights[k]!);
      const law = laws[this.#substituteFor(k)]!;
      for (let s = 0; s < law.length; s++) sum[s]! += weight * law[s]!;
    }
    return sum;
  }

  close(): void {
    for (const member of this.#members) member.close?.();
  }

  /** By member: the array for the probabilities of all symbols below each; null: not needed. */
  #wantedBelow(residuals: Residuals): (Float64Array | null)[] {
    const wanted = new Set<number>();
    for (let k = 0; k < this.#members.length; k++)
      if (residuals.wants(this.#logWeights[k]!)) wanted.add(this.#substituteFor(k));
    return this.#below.map((below, k) => (wanted.has(k) ? below : null));
  }

  /** The member whose probabilities a member uses: its own unless it is skipped. */
  #substituteFor(k: number): number {
    return this.#expensive[k] && this.#scheduler.skipping ? this.#scheduler.substitute : k;
  }

  /** @param all losses of each symbol, by member */
  #mix(
    count: number,
    learn: boolean,
    losses: Float64Array,
    all: readonly Float64Array[],
    leaders: Uint8Array | undefined,
  ): void {
    const logWeights = this.#logWeights;
    const contenders = this.#contenders(count, all);
    if (contenders.length > 1) {
      const weights = Float64Array.from(contenders, (k) => logWeights[k]!);
      const paid = contenders.map((k) => all[k]!);
      mixLosses(weights, paid, count, learn, losses, leaders);
      if (learn && leaders !== undefined)
        for (let i = 0; i < count; i++) leaders[i] = contenders[leaders[i]!]!;
    } else {
      singleLosses(logWeights[contenders[0]!]!, all[contenders[0]!]!, count, learn, losses);
      if (learn) leaders?.fill(contenders[0]!, 0, count);
    }
    if (!learn) return;
    for (let k = 0; k < all.length; k++) updateWeight(logWeights, this.#totals, k, losses, all[k]!, count);
  }

  /**
   * The members that may come near the leader within the next symbols, and the leader; the others cannot, even if they pay
   * nothing.
   */
  #contenders(count: number, all: readonly Float64Array[]): number[] {
    const logWeights = this.#logWeights;
    let leader = 0;
    for (let k = 1; k < all.length; k++) if (logWeights[k]! > logWeights[leader]!) leader = k;
    // One bit more, for rounding.
    const needed = sumOn(negligible + 1, all[leader]!, count);
    const contenders: number[] = [];
    for (let k = 0; k < all.length; k++) {
      if (k === leader || !(logWeights[leader]! - logWeights[k]! > needed)) contenders.push(k);
    }
    return contenders;
  }
}

/**
 * The losses of weighted members together.
 *
 * @param weights shape (members,): log2 of each; updated while learning
 * @param leaders receives the index of the member with the largest weight after each learned symbol
 */
function mixLosses(
  weights: Float64Array,
  paid: readonly Float64Array[],
  count: number,
  learn: boolean,
  losses: Float64Array,
  leaders: Uint8Array | undefined,
): void {
  let loss = 0;
  let leader = 0;
  // Whether the weights did not change at the last symbol: then equal losses, as in noise, leave them unchanged again.
  let settled = false;
  for (let i = 0; i < count; i++) {
    let same = settled;
    for (let m = 0; same && m < paid.length; m++) same = paid[m]![i] === paid[m]![i - 1];
    if (!same) {
      let best = Number.NEGATIVE_INFINITY;
      leader = 0;
      for (let m = 0; m < paid.length; m++) {
        const likely = weights[m]! - paid[m]![i]!;
        if (likely <= best) continue;
        best = likely;
        leader = m;
      }
      let sum = 0;
      for (let m = 0; m < paid.length; m++) {
        const behind = best - weights[m]! + paid[m]![i]!;
        if (behind === 0) sum += 1;
        else if (behind < negligible) sum += exp2(-behind);
      }
      // Usually one member dominates.
      loss = sum === 1 ? -best : -best - Math.log2(sum);
      settled = true;
      for (let m = 0; learn && m < paid.length; m++) {
        const weight = weights[m]! + (loss - paid[m]![i]!);
        settled &&= Object.is(weight, weights[m]);
        weights[m] = weight;
      }
    }
    losses[i] = loss;
    if (learn && leaders !== undefined) leaders[i] = leader;
  }
}

/** The losses where only one member has a weight. */
function singleLosses(
  logWeight: number,
  paid: Float64Array,
  count: number,
  learn: boolean,
  losses: Float64Array,
): void {
  let weight = logWeight;
  for (let i = 0; i < count; i++) {
    const own = paid[i]!;
    // Usually the change of the weight is lost in rounding, and symbols do not depend on the one before.
    if (own > 0 && own - weight === own && own + weight === own) {
      losses[i] = own;
      continue;
    }
    const likely = weight - own;
    // Rounding may leave a difference.
    const behind = likely - weight + own;
    const loss = behind === 0 ? -likely : -likely - Math.log2(exp2(-behind));
    losses[i] = loss;
    if (learn) weight += loss - own;
  }
}

/** Updates the weight and total of member k for symbols that cost the mixture `losses` and the member `paid`. */
function updateWeight(
  logWeights: Float64Array,
  totals: Float64Array,
  k: number,
  losses: Float64Array,
  paid: Float64Array,
  count: number,
): void {
  let weight = logWeights[k]!;
  let total = totals[k]!;
  for (let i = 0; i < count; i++) {
    const own = paid[i]!;
    weight += losses[i]! - own;
    total += own;
  }
  logWeights[k] = weight;
  totals[k] = total;
}

/** A mixture of defined members, so that a decoder can open them again. */
export class DecodableMixture extends BayesMixture {
  readonly #reopen: (symbols: Symbols) => BayesMixture;

  constructor(
    members: readonly Member[],
    options: MixtureOptions,
    reopen: (symbols: Symbols) => BayesMixture,
  ) {
    super(members, options);
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
      const options: MixtureOptions = {
        expensive: definitions.map((definition) => definition.expensive === true),
        priorBits: definitions.map((definition) => definition.priorBits ?? 0),
        n: symbols.length,
      };
      const reopened = (empty: Symbols) =>
        definitions.map(
          (definition, k) => members[k]!.decoder?.(empty) ?? definition.open(empty, alphabetSize, codes),
        );
      return new DecodableMixture(members, options, (empty) => new BayesMixture(reopened(empty), options));
    },
  };
}
