import { plural } from "../core/collections.ts";
import type { QuantityId } from "../core/quantities.ts";
import { exactPlaneOf, type PlanePoint } from "../report/charts/exact-plane.ts";
import { Kinds } from "../report/kinds.ts";
import { escapeForTerminal, formatCount } from "../report/kit/format.ts";
import { fitWidth } from "../report/kit/text-width.ts";
import { type SpectrumMap, spectrumMapOf } from "../report/map-model.ts";
import type { Report, Sample } from "../results/report.ts";
import { sentencesOf } from "../spectrum/sentences.ts";
import {
  type AboutData,
  circumstancesOf,
  compact,
  type Definition,
  definitionOf,
  fitting,
  measureWords,
  sizeOf,
} from "./page-about.ts";
import { type DepthOnPage, type PageDetail, pageDetail } from "./page-details.ts";
import { type StoredRows, storeRows } from "./page-rows.ts";

/** The content of a report's page. */
export interface PageData extends AboutData {
  readonly kind: "report";
  readonly rows: StoredRows;
  readonly families: SpectrumMap["families"];
  readonly border: SpectrumMap["border"];
  readonly plane: readonly PlanePoint[];
  /** a summary of the samples, in a sentence or two */
  readonly lead: string;
  /** row that is selected first: the sample that is farthest from the middle of all */
  readonly first: number | null;
  /** of the first rows, as many as fit */
  readonly details: readonly PageDetail[];
}

/**
 * A report and its details, reduced to what a page shows. Escapes control characters and direction overrides in all texts.
 *
 * @param depths by row; undefined where a sample was not explained
 * @param command without options that are in the report
 * @param room bytes for the data; details that do not fit are left out
 */
export function pageDataOf(
  report: Report,
  depths: readonly (DepthOnPage | undefined)[],
  command: string,
  room: number,
): PageData {
  const { families, border } = spectrumMapOf(report);
  const { lead, first } = leadOf(report);
  const about = {
    kind: "report" as const,
    summary: summaryOf(report),
    command: `${command} ${measureWords(report.options)} -o report.html`,
    circumstances: circumstancesOf(
      report,
      report.options.estimators.length === 0 ? [] : [["estimators", report.options.estimators.join(", ")]],
    ),
    lead,
    first,
    families,
    border,
    plane: exactPlaneOf(report),
    definitions: definitionsOf(report),
    unmeasured: [...report.errors, ...report.skipped].map(({ input, reason }) => [input, reason] as const),
  };
  const taken = sizeOf(about);
  const rows = rowsWithin(room - taken, report);
  const left = room - taken - sizeOf(rows);
  return compact({
    ...about,
    rows,
    details: fitting(left, report.samples, (sample, row) => pageDetail(sample, depths[row])),
  });
}

/** Lengths to which names are cut where thousands of longer ones would not fit. */
const fairNames = [60, 40, 30, 20];

/** All rows; cuts the middles of names if that makes them fit. */
function rowsWithin(room: number, report: Report): StoredRows {
  let rows = storeRows(report);
  for (const longest of fairNames) {
    if (sizeOf(rows) <= room) break;
    rows = storeRows(report, longest);
  }
  return rows;
}

/** Columns of a name in the lead. */
const mostNamed = 36;

/** The lead of a page, which ignores corpora beside other samples. */
export function leadOf({ samples }: Pick<Report, "samples">): Pick<PageData, "lead" | "first"> {
  const isOwn = ({ provenance }: Sample) => provenance.kind !== "corpus";
  const rows = samples.flatMap((sample, row) => (samples.some(isOwn) && !isOwn(sample) ? [] : [row]));
  const kinds = new Kinds();
  for (const row of rows) kinds.add(samples[row]!);
  const [only] = rows.map((row) => samples[row]!);
  const lead =
    rows.length === 1 && only!.spectrum !== null
      ? sentencesOf(only!, only!.spectrum)
      : rows.length === 0
        ? ""
        : kinds.sentence("", (name) => fitWidth(escapeForTerminal(name), mostNamed));
  return { lead, first: rows[kinds.rarest()] ?? null };
}

function summaryOf({ samples, options, tool }: Report): string {
  const each = options.sample === "all" ? "whole inputs" : `${formatCount(options.sample)} symbols of each`;
  const count = plural(samples.length, "sample");
  return [count, each, `seed ${options.seed}`, `${tool.name} ${tool.version}`].join(" · ");
}

/** The definition of each number of the page, from the glossary. */
function definitionsOf({ samples, references }: Report): Record<string, Definition> {
  const coordinates = {
    x: definitionOf("randomness"),
    growth: definitionOf("growth"),
    exponent: definitionOf("exponent"),
    rate: definitionOf("heldOutRate"),
    structure: definitionOf("structure"),
  };
  const measured = new Set<QuantityId>();
  for (const some of [samples, references])
    for (const { measurements } of some) for (const { quantity } of measurements) measured.add(quantity);
  return { ...coordinates, ...Object.fromEntries([...measured].map((id) => [id, definitionOf(id)])) };
}
