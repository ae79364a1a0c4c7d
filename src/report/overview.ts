import { grouped } from "../core/collections.ts";
import type { Regime, Sample } from "../results/report.ts";
import { errorOf, listed, unbroken } from "./kit/figures.ts";
import { escapeForTerminal, formatColumn } from "./kit/format.ts";
import type { Layout } from "./kit/layout.ts";
import { type NamedTable, namedTable } from "./kit/named-table.ts";
import type { View } from "./kit/renderer.ts";
import { fitWidth } from "./kit/text-width.ts";
import { withFirstColumns } from "./terminal/terminal-table.ts";

/** What an overview keeps of a sample. */
interface Place {
  readonly name: string;
  readonly type: string;
  /** null: it was not placed */
  readonly regime: Regime | null;
  readonly randomness: number;
  /** half the width of its interval; null without one */
  readonly error: number | null;
  /** share of the sample that copies the rest */
  readonly copies: number;
}

const regimes = ["order", "pattern", "structure", "noise", "undecided"] as const satisfies readonly Regime[];
/** File types with a row of their own. */
const mostTypes = 8;
/** Columns of the names of samples in a sentence, and of types. */
const [mostName, mostTypeName] = [36, 14];
/** Largest number of unusual samples that are named. */
const mostUnusual = 5;
/** Samples of a type with fewer members are compared with all samples. */
const fewestOfType = 8;
/** Distance in standard deviations at which randomness is unusual, and the least standard deviation. */
const unusualFrom = 3.5;
const leastSpread = 0.02;
/** A regime is unusual if at most this share of the samples is in it, */
const rare = 0.1;
/** and copies are unusual if this share of a sample is copied. */
const manyCopies = 0.2;

/** Summarises many samples: how many are what, by file type, and which are unusual. */
export class Overview {
  readonly #places: Place[] = [];

  /** Adds a sample; keeps little of it. */
  add({ name, provenance, spectrum }: Sample): void {
    const randomness = spectrum?.randomness.status === "ok" ? spectrum.randomness : null;
    const placed = randomness?.value ?? null;
    this.#places.push({
      name,
      type: provenance.kind === "file" ? typeOf(provenance.path) : provenance.kind,
      regime: placed === null ? null : spectrum!.verdict.regime,
      randomness: placed ?? Number.NaN,
      error: randomness === null ? null : errorOf(randomness),
      copies: spectrum?.copies?.share ?? 0,
    });
  }

  /** A summary in two sentences. */
  sentence({ ascii }: Pick<View, "ascii">): string {
    const placed = this.#placed();
    const total = this.#places.length;
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

  /** Numbers of regimes by file type. */
  types(layout: Layout): string {
    const ranked = [...byTypeOf(this.#places)].toSorted(([, a], [, b]) => b.length - a.length);
    const shown = ranked.length > mostTypes + 1 ? ranked.slice(0, mostTypes) : ranked;
    const others = ranked.slice(shown.length).flatMap(([, places]) => places);
    const kinds = [...regimes, null].filter((regime) => countOf(this.#places, regime) > 0);
    const head = ["samples", "half have x", ...kinds.map((regime) => regime ?? "too short")];
    const table: NamedTable = {
      head,
      right: head.map((_, column) => column),
      names: "type",
      blocks: (others.length > 0 ? [...shown, ["others", others] as const] : shown).map(([type, places]) => ({
        name: layout.escape(type),
        rows: [
          [
            String(places.length),
            rangeText(quartiles(places)),
            ...kinds.map((regime) => String(countOf(places, regime) || (layout.view.ascii ? "-" : "·"))),
          ],
        ],
      })),
    };
    return namedTable(table, (columns) => withFirstColumns(table, columns), mostTypeName, layout);
  }

  /** The most unusual samples and why, by their index in the order of `add`; none where all are alike. */
  unusual({ ascii }: Pick<View, "ascii">): readonly {
    readonly place: number;
    readonly name: string;
    readonly why: string;
  }[] {
    const placed = this.#placed();
    const all = peersOf(placed, "samples");
    const peers = new Map<string, Peers>();
    for (const [type, places] of byTypeOf(placed))
      peers.set(
        type,
        places.length < fewestOfType
          ? all
          : peersOf(places, type.startsWith(".") ? `${type} files` : "samples"),
      );
    return this.#places
      .map((one, place) => ({
        place,
        name: one.name,
        ...(one.regime === null ? { score: 0, reasons: [] } : unusualness(one, peers.get(one.type)!, ascii)),
      }))
      .filter(({ reasons }) => reasons.length > 0)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, mostUnusual)
      .map(({ place, name, reasons }) => ({ place, name, why: reasons.join("; ") }));
  }

  #placed(): Place[] {
    return this.#places.filter(({ regime }) => regime !== null);
  }
}

/** The samples with which one is compared. */
interface Peers {
  readonly name: string;
  readonly count: number;
  readonly quartiles: Quartiles;
  readonly counts: ReadonlyMap<Regime | null, number>;
}

type Quartiles = readonly [lower: number, median: number, upper: number];

function peersOf(places: readonly Place[], name: string): Peers {
  const counts = new Map<Regime | null, number>();
  for (const { regime } of places) counts.set(regime, (counts.get(regime) ?? 0) + 1);
  return { name, count: places.length, quartiles: quartiles(places)!, counts };
}

/** How unusual a sample is, and in what. */
function unusualness(
  { regime, randomness, error, copies }: Place,
  { name, count, quartiles: q, counts }: Peers,
  ascii: boolean,
) {
  const reasons: string[] = [];
  let score = 0;
  const alike = counts.get(regime)!;
  if (regime !== "undecided" && alike <= rare * count) {
    reasons.push(`${regime}, like ${alike === 1 ? "no other" : `only ${alike}`} of ${count} ${name}`);
    score += Math.log2(count / alike);
  }
  const [lower, median, upper] = q;
  // The quartiles of a normal law are 1.35 standard deviations apart.
  const off = Math.abs(randomness - median) / Math.max(leastSpread, (upper - lower) / 1.35);
  if (off > unusualFrom) {
    const shown = unbroken(formatColumn(randomness, error, 2, ascii ? "+-" : "±"));
    reasons.push(`randomness ${shown}; the middle half of ${count} ${name} has ${rangeText(q)}`);
    score += off;
  }
  if (copies > manyCopies) {
    reasons.push(`${Math.round(100 * copies)} % copies of itself`);
    score += 10 * copies;
  }
  return { score, reasons };
}

/** Quartiles of randomness; undefined where nothing was placed. */
function quartiles(places: readonly Place[]): Quartiles | undefined {
  const sorted = places
    .filter(({ regime }) => regime !== null)
    .map(({ randomness }) => randomness)
    .sort((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  return [at(0.25), at(0.5), at(0.75)];
}

function rangeText(q: Quartiles | undefined): string {
  return q === undefined ? "-" : `${q[0].toFixed(2)} to ${q[2].toFixed(2)}`;
}

const countOf = (places: readonly Place[], regime: Regime | null) =>
  places.filter((place) => place.regime === regime).length;

const byTypeOf = (places: readonly Place[]) => grouped(places, ({ type }) => type);

/** The extension of a path, in lower case. */
function typeOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot).toLowerCase() : "no extension";
}
