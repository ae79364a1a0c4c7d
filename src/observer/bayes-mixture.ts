import type { Symbols } from "../core/sequence.ts";
import { exp2, sumOn } from "../math/sums.ts";
import type { Member, MemberDefinition } from "./member.ts";
import type { Residuals } from "./residuals.ts";
import { Sleep } from "./sleep.ts";

const chunk = 4096;
/** A member that lies this many bits behind the best changes no digit of their sum. */
const negligible = 64;

/** How a mixture is made. */
interface MixtureOptions {
  /** shape (K,): which members may sleep; none given: none */
  readonly expensive?: readonly boolean[];
  /** shape (K,): bits against each member's being the best; none given: 0 */
  readonly priorBits?: readonly number[];
  /** symbols of the sequence */
  readonly n?: number;
}

/**
 * The Bayes mixture of members: it states the mean of their probabilities, each weighed by its prior and by how well it did so
 * far. Over a whole sequence it costs at most log2 K bits more than the best of the K, and its prior bits where it has some.
 *
 * Weights are kept as logarithms, so a member that fell far behind may still come back. Expensive members sleep through
 * noise: one that sleeps states what a cheap member states.
 * Source: Cesa-Bianchi & Lugosi 2006, Prediction, Learning, and Games, ch. 9.
 */
export class BayesMixture implements Member {
  readonly id = "bayes-mixture";
  readonly headerBits: number;
  readonly #members: readonly Member[];
  /** by member, shape (chunk,) or less: as many as the longest stretch that was asked for */
  #losses: readonly Float64Array[];
  /** log2 of the posterior weights */
  readonly #logWeights: Float64Array;
  readonly #totals: Float64Array;
  readonly #expensive: readonly boolean[];
  readonly #sleep: Sleep;
  #leaders: Uint8Array | null = null;
  #residuals: Residuals | null = null;
  #below: readonly Float64Array[] = [];

  /** @param members K of them, one or more, freshly opened on the same sequence */
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
    this.#sleep = new Sleep(expensive, n);
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

  /** Bits each member alone paid for what was learned, shape (K,). */
  get totals(): Float64Array {
    return this.#totals.slice();
  }

  /**
   * Has what is learned from here on note for each symbol the member that had most weight once it was seen.
   *
   * @param leaders shape (n,): receives the place of the member among all, by place of the symbol; null: it is not noted
   */
  noteLeaders(leaders: Uint8Array | null): void {
    this.#leaders = leaders;
  }

  /** Has what is learned from here on note uniform numbers in place of symbols; null: none. */
  noteResiduals(residuals: Residuals | null): void {
    this.#residuals = residuals;
    this.#below = residuals === null ? [] : this.#members.map(() => new Float64Array(chunk));
  }

  code(start: number, end: number, segmentStart: number, learn: boolean, losses: Float64Array | null): void {
    if (!learn && losses === null) {
      for (const [k, member] of this.#members.entries()) {
        if (this.#speakerFor(k) === k) member.code(start, end, segmentStart, false, null);
      }
      return;
    }
    for (let from = start; from < end; ) {
      const to = Math.min(end, from + chunk, learn ? from + this.#sleep.left : end);
      if (this.#losses[0]!.length < to - from)
        this.#losses = this.#members.map(() => new Float64Array(to - from));
      const stated = this.#members.map((_, k) => this.#losses[this.#speakerFor(k)]!);
      const residuals = learn ? this.#residuals : null;
      const below = residuals === null ? [] : this.#wantedBelow(residuals);
      const weights = residuals === null ? undefined : this.#logWeights.slice();
      let copying = false;
      for (const [k, member] of this.#members.entries()) {
        if (this.#speakerFor(k) === k)
          member.code(from, to, segmentStart, learn, this.#losses[k]!, below[k] ?? null);
        else if (learn && member.doze?.(from, to, segmentStart)) copying = true;
      }
      const mixed = losses?.subarray(from - start) ?? new Float64Array(to - from);
      this.#mix(to - from, learn, mixed, stated, this.#leaders?.subarray(from));
      if (residuals !== null) {
        const said = this.#members.map((_, k) => below[this.#speakerFor(k)] ?? null);
        residuals.note(from, to - from, weights!, mixed, stated, said);
      }
      if (learn) this.#sleep.note(to - from, stated, copying);
      from = to;
    }
  }

  distribution(at: number, segmentStart: number): Float64Array {
    const laws = this.#members.map((member, k) =>
      this.#speakerFor(k) === k ? member.distribution(at, segmentStart) : undefined,
    );
    const sum = new Float64Array(laws[this.#speakerFor(0)]!.length);
    for (let k = 0; k < laws.length; k++) {
      const weight = exp2(this.#logWeights[k]!);
      const law = laws[this.#speakerFor(k)]!;
      for (let s = 0; s < law.length; s++) sum[s]! += weight * law[s]!;
    }
    return sum;
  }

  close(): void {
    for (const member of this.#members) member.close?.();
  }

  /** By member: where it puts down the probabilities of all symbols before each; null: nobody wants to know. */
  #wantedBelow(residuals: Residuals): (Float64Array | null)[] {
    const wanted = new Set<number>();
    for (let k = 0; k < this.#members.length; k++)
      if (residuals.wants(this.#logWeights[k]!)) wanted.add(this.#speakerFor(k));
    return this.#below.map((below, k) => (wanted.has(k) ? below : null));
  }

  /** The member whose probabilities a member states: its own but when it sleeps. */
  #speakerFor(k: number): number {
    return this.#expensive[k] && this.#sleep.asleep ? this.#sleep.speaker : k;
  }

  /** @param all by member, what it paid for each symbol */
  #mix(
    count: number,
    learn: boolean,
    losses: Float64Array,
    all: readonly Float64Array[],
    leaders: Uint8Array | undefined,
  ): void {
    const logWeights = this.#logWeights;
    const near = this.#near(count, all);
    if (near.length > 1) {
      const weights = Float64Array.from(near, (k) => logWeights[k]!);
      const paid = near.map((k) => all[k]!);
      mixLosses(weights, paid, count, learn, losses, leaders);
      if (learn && leaders !== undefined) for (let i = 0; i < count; i++) leaders[i] = near[leaders[i]!]!;
    } else {
      stateLosses(logWeights[near[0]!]!, all[near[0]!]!, count, learn, losses);
      if (learn) leaders?.fill(near[0]!, 0, count);
    }
    if (!learn) return;
    for (let k = 0; k < all.length; k++) moveOn(logWeights, this.#totals, k, losses, all[k]!, count);
  }

  /** The members that may come near the leader in the next symbols, itself included; the others cannot even if these cost them nothing. */
  #near(count: number, all: readonly Float64Array[]): number[] {
    const logWeights = this.#logWeights;
    let leader = 0;
    for (let k = 1; k < all.length; k++) if (logWeights[k]! > logWeights[leader]!) leader = k;
    // A bit more than enough, for rounding.
    const needed = sumOn(negligible + 1, all[leader]!, count);
    const near: number[] = [];
    for (let k = 0; k < all.length; k++) {
      if (k === leader || !(logWeights[leader]! - logWeights[k]! > needed)) near.push(k);
    }
    return near;
  }
}

/**
 * What members with weights pay together.
 *
 * @param weights shape (members,): log2 of each; moved on while learning
 * @param leaders receives the place of the one that has most weight after each symbol that is learned
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
  // Whether the weights are as before the last symbol: where the same is paid as for it, as in noise, so is what follows.
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
      // Most of the time one member is all there is.
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

/** What is paid where a member with a weight is all there is. */
function stateLosses(
  logWeight: number,
  paid: Float64Array,
  count: number,
  learn: boolean,
  losses: Float64Array,
): void {
  let weight = logWeight;
  for (let i = 0; i < count; i++) {
    const own = paid[i]!;
    // Most of the time the weight is lost in rounding and stays as it is, so that no symbol waits for the one before.
    if (own > 0 && own - weight === own && own + weight === own) {
      losses[i] = own;
      continue;
    }
    const likely = weight - own;
    // Rounding may leave something.
    const behind = likely - weight + own;
    const loss = behind === 0 ? -likely : -likely - Math.log2(exp2(-behind));
    losses[i] = loss;
    if (learn) weight += loss - own;
  }
}

/** Moves the weight and the total of member k on by symbols for which all together paid `losses` and it paid `paid`. */
function moveOn(
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

/** A mixture whose members are known by their definitions, so that a decoder can open them again. */
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
