import { median } from "../core/collections.ts";
import type { Regime, Sample } from "../results/report.ts";
import { errorOf, listed, unbroken } from "./kit/figures.ts";
import { escapeForTerminal, formatColumn } from "./kit/format.ts";
import type { View } from "./kit/renderer.ts";
import { fitWidth } from "./kit/text-width.ts";

/** What an overview keeps of a sample that was placed. */
interface Place {
  readonly place: number;
  readonly name: string;
  readonly regime: Regime;
  readonly randomness: number;
  /** half the width of its interval; null without one */
  readonly error: number | null;
}

const regimes = ["order", "pattern", "structure", "noise", "undecided"] as const satisfies readonly Regime[];
/** Columns of the names of samples in a sentence. */
const mostName = 36;

/** Summarises many samples: how many are what, and where the ends are. */
export class Overview {
  readonly #placed: Place[] = [];
  #total = 0;

  /** Adds a sample; keeps little of it. */
  add({ name, spectrum }: Sample): void {
    const place = this.#total++;
    if (spectrum?.randomness.status !== "ok") return;
    const { randomness, verdict } = spectrum;
    this.#placed.push({
      ...{ place, name, regime: verdict.regime, randomness: randomness.value, error: errorOf(randomness) },
    });
  }

  /** A summary in two sentences. */
  sentence({ ascii }: Pick<View, "ascii">): string {
    const [placed, total] = [this.#placed, this.#total];
    if (placed.length === 0) return `All ${total} samples are too short to place.`;
    const counts = [
      ...regimes.map((regime) => [placed.filter((one) => one.regime === regime).length, regime] as const),
      [total - placed.length, "too short to place"] as const,
    ].filter(([count]) => count > 0);
    const parts = counts
      .toSorted((a, b) => b[0] - a[0])
      .map(([count, what], i) => `${count} ${i > 0 ? "" : count === 1 ? "is " : "are "}${what}`);
    const byRandomness = placed.toSorted((a, b) => a.randomness - b.randomness);
    const [least, most] = [byRandomness[0]!, byRandomness.at(-1)!].map(
      ({ name, randomness, error }) =>
        `${unbroken(formatColumn(randomness, error, 2, ascii ? "+-" : "±"))} (${fitWidth(escapeForTerminal(name, ascii), mostName, ascii ? "~" : "…")})`,
    );
    const what =
      counts.length === 1
        ? `All ${total} samples are ${counts[0]![1]}`
        : `Of ${total} samples ${listed(parts)}`;
    return `${what}. Randomness x runs from ${least} to ${most}.`;
  }

  /** The place, in the order of `add`, of the sample that is farthest from the middle of all; 0: none is placed */
  farthest(): number {
    const middle = median(this.#placed.map(({ randomness }) => randomness)) ?? 0;
    const off = ({ randomness }: Place) => Math.abs(randomness - middle);
    return (
      this.#placed.reduce<Place | undefined>(
        (most, one) => (most && off(most) >= off(one) ? most : one),
        undefined,
      )?.place ?? 0
    );
  }
}
