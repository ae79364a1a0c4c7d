import { regimes } from "../report/charts/theme.ts";
import type { Extent } from "../report/kit/format.ts";
import { escapeForTerminal } from "../report/kit/format.ts";
import { cutMiddle } from "../report/kit/text-width.ts";
import { heightExtent, type SpectrumPoint, tailPlace } from "../report/map-model.ts";
import type { Coordinate, Regime, Report, Sample, Spectrum } from "../results/report.ts";

/** The coordinates of a row, in the order they are stored. */
export const rowNumbers = ["x", "growth", "exponent", "rate", "structure"] as const;
export type RowNumber = (typeof rowNumbers)[number];

/** A row of the page's table. */
export interface PageRow extends Readonly<Record<RowNumber, Extent | null>> {
  readonly row: number;
  readonly name: string;
  readonly kind: SpectrumPoint["kind"];
  readonly regime: Regime;
  readonly because: string;
  readonly ranked: boolean;
  readonly n: number;
  readonly alphabet: number;
  readonly tail: { readonly randomness: number; readonly growth: number } | null;
}

/** In whole steps, with the distances of the ends of the interval below and above. */
type StoredNumber = null | readonly [number] | readonly [value: number, below: number, above: number];

/** A row in compact form: thousands of them must fit into a page. */
type StoredRow = readonly [
  shared: number,
  rest: string,
  isCorpus: 0 | 1,
  regime: number,
  because: number,
  ranked: 0 | 1,
  n: number,
  alphabet: number,
  tail: readonly [x: number, growth: number] | null,
  ...StoredNumber[],
];

const manyRows = 1000;
/** Steps in a unit of x, growth, exponent, rate and structure: finer than any column shows. */
const fine = [1e7, 100, 1e4, 1e6, 100];
/** Coarser steps for thousands of rows. */
const coarse = [1e5, 1, 100, 1e4, 1];

/** All rows of a page; sentences that many rows share are stored once. */
export interface StoredRows {
  /** of each coordinate: steps per unit */
  readonly steps: readonly number[];
  readonly sentences: readonly string[];
  readonly rows: readonly StoredRow[];
}

/**
 * Of each name only the difference to the one before is stored: those of a folder have a common beginning.
 *
 * @param longestName characters; the middle of longer names is cut
 */
export function storeRows({ samples }: Report, longestName = Number.POSITIVE_INFINITY): StoredRows {
  const sentences = new Map<string, number>();
  const steps = samples.length > manyRows ? coarse : fine;
  let before = "";
  const rows = samples.map((sample): StoredRow => {
    const { spectrum, provenance, ranked, n, alphabet } = sample;
    const name = cutMiddle(escapeForTerminal(sample.name), longestName, ({ length }) => length);
    const shared = sharedLength(before, name);
    before = name;
    const because = reasonOf(sample);
    if (!sentences.has(because)) sentences.set(because, sentences.size);
    return [
      shared,
      name.slice(shared),
      provenance.kind === "corpus" ? 1 : 0,
      regimes.indexOf(spectrum?.verdict.regime ?? "undecided"),
      sentences.get(because)!,
      ranked ? 1 : 0,
      n,
      alphabet.declared ?? alphabet.present,
      storedTail(spectrum?.tail ?? null, steps),
      ...coordinatesOf(sample).map((coordinate, i) => stored(coordinate, steps[i]!)),
    ];
  });
  return { steps, sentences: [...sentences.keys()], rows };
}

/** Length of the common beginning of two texts; never splits a surrogate pair. */
function sharedLength(a: string, b: string): number {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  return /[\ud800-\udbff]/.test(a[i - 1] ?? "") ? i - 1 : i;
}

function reasonOf({ spectrum, notRankedBecause }: Sample): string {
  return spectrum?.verdict.because ?? notRankedBecause ?? "not placed on the spectrum";
}

function coordinatesOf({ spectrum }: Sample): (Coordinate | undefined)[] {
  return [spectrum?.randomness, spectrum?.growth, spectrum?.exponent, spectrum?.rate, spectrum?.structure];
}

function storedTail(tail: Spectrum["tail"], steps: readonly number[]): StoredRow[8] {
  return tail && [Math.round(tail.randomness * steps[0]!), Math.round(tail.growth * steps[1]!)];
}

function stored(coordinate: Coordinate | undefined, steps: number): StoredNumber {
  if (coordinate?.status !== "ok") return null;
  const { value, interval } = coordinate;
  const at = (place: number) => Math.round(place * steps);
  if (interval === null) return [at(value)];
  return [at(value), at(value - interval.lower), at(interval.upper - value)];
}

/** Decodes the rows for the page. */
export function readRows({ steps, sentences, rows }: StoredRows): PageRow[] {
  let name = "";
  return rows.map(([shared, rest, isCorpus, regime, because, ranked, n, alphabet, tail, ...numbers], row) => {
    name = name.slice(0, shared) + rest;
    const [x, growth, exponent, rate, structure] = numbers.map((number, i) => read(number, steps[i]!));
    return {
      row,
      name,
      kind: isCorpus === 1 ? "corpus" : "sample",
      regime: regimes[regime] ?? "undecided",
      because: sentences[because] ?? "",
      ranked: ranked === 1,
      n,
      alphabet,
      tail: tail && { randomness: tail[0] / steps[0]!, growth: tail[1] / steps[1]! },
      x: x ?? null,
      growth: growth ?? null,
      exponent: exponent ?? null,
      rate: rate ?? null,
      structure: structure ?? null,
    };
  });
}

function read(number: StoredNumber, steps: number): Extent | null {
  if (number === null) return null;
  const [value, below, above] = number;
  if (below === undefined || above === undefined) return { value: value / steps, ends: null };
  return { value: value / steps, ends: [(value - below) / steps, (value + above) / steps] };
}

/** The points of placed rows; growth of 0 is at the bottom. */
export function pointsOfRows(rows: readonly PageRow[]): SpectrumPoint[] {
  return rows.flatMap(({ row, name, kind, regime, ranked, x, growth, tail }) => {
    if (x === null) return [];
    const y = heightExtent(growth ?? { value: 0, ends: null });
    return [{ row, name, kind, regime, ranked, x, y, tail: tailPlace(tail) }];
  });
}
