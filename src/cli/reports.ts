import type { Render, Views } from "../report/formats.ts";
import { type PieceRenderer, placeOnly, withAllSamples } from "../report/kit/renderer.ts";
import type { BatchReport, Sample } from "../results/report.ts";
import type { AccountedInput } from "../run/run-batch.ts";
import type { Outcome } from "./command.ts";
import { exitStatus } from "./io.ts";
import { rowOrder } from "./row-order.ts";

const loaded =
  (load: () => Promise<PieceRenderer>): Render<BatchReport> =>
  async (report, view) =>
    (await load())(report, view);

/** How a report of samples is shown; `map`, `report` and `ngrams` change some of it. */
export const reportViews: Views<BatchReport> = {
  table: async (report, view) => {
    const { renderTerminal } = await import("../report/terminal/terminal.ts");
    return renderTerminal(report, view, await comparedCorpora());
  },
  json: loaded(async () => (await import("../report/rows/json.ts")).renderJson),
  ndjson: loaded(async () => (await import("../report/rows/json.ts")).renderNdjson),
  csv: loaded(async () => (await import("../report/rows/csv.ts")).renderCsv),
  md: loaded(async () => (await import("../report/rows/markdown.ts")).renderMarkdown),
  svg: loaded(async () => withAllSamples((await import("../report/svg/map-svg.ts")).renderMapSvg, placeOnly)),
  html: loaded(async () => {
    const { keptForPage, renderHtml } = await import("../page/html.ts");
    return withAllSamples(renderHtml, keptForPage);
  }),
};

async function comparedCorpora(): Promise<Sample[]> {
  return (await import("../spectrum/measured-references.ts")).measuredCorpora();
}

const coordinate = (id: "randomness" | "structure" | "growth") => (sample: Sample) => {
  const found = sample.spectrum?.[id];
  return found?.status === "ok" ? found.value : null;
};

/** Formats of a report whose rows can be printed as they come. */
export const liveReports = {
  table: async () => (await import("../report/terminal/terminal.ts")).terminalOf(await comparedCorpora()),
  csv: async () => (await import("../report/rows/csv.ts")).liveCsv,
  ndjson: async () => (await import("../report/rows/json.ts")).liveNdjson,
};

/** In which order samples can be listed. */
export const sampleOrder = <Result extends BatchReport>() =>
  rowOrder<Result, Sample>(
    "input",
    {
      name: ({ name }) => name,
      randomness: coordinate("randomness"),
      structure: coordinate("structure"),
      growth: coordinate("growth"),
      size: ({ size, n }) => size ?? n,
    },
    ({ samples }) => samples,
    (report, samples) => ({ ...report, samples }),
  );

/**
 * A report as what a run gave: what could not be measured is named, and the status says so.
 *
 * @param least inputs that are of any use
 */
export function outcomeOf<Result extends Accounted>(result: Result, least = 1): Outcome<Result> {
  const spoilt = badRecords(result.samples);
  const damaged = result.inputs.failed > 0 || spoilt.length > 0;
  return {
    result,
    errors: [...result.errors, ...spoilt],
    skipped: result.skipped,
    status: damaged || result.inputs.ok < least ? exitStatus.input : exitStatus.fine,
  };
}

type Accounted = Pick<BatchReport, "errors" | "skipped" | "inputs"> & {
  readonly samples: Iterable<Pick<Sample, "name" | "warnings">>;
};

/** Samples some of whose records or files could not be read: what is wrong with these. */
function badRecords(samples: Accounted["samples"]): AccountedInput[] {
  const found: AccountedInput[] = [];
  for (const { name, warnings } of samples) found.push(...damageOf(name, warnings));
  return found;
}

/** What of an input could not be read although it was measured. */
export function damageOf(
  input: string,
  warnings: readonly { readonly code: string; readonly message: string }[],
): AccountedInput[] {
  return warnings
    .filter(({ code }) => code === "bad-records" || code === "unread-files")
    .map(({ message }) => ({ input, reason: message }));
}
