import { rowOrder } from "../command/row-order.ts";
import type { Render, Views } from "../report/formats.ts";
import { type PieceRenderer, placeOnly, withAllSamples } from "../report/kit/renderer.ts";
import type { BatchReport, Sample } from "../results/report.ts";

const loaded =
  (load: () => Promise<PieceRenderer>): Render<BatchReport> =>
  async (report, view) =>
    (await load())(report, view);

/** The views of a report of samples; `map`, `report` and `ngrams` change some. */
export const reportViews: Views<BatchReport> = {
  table: async (report, view) => {
    return (await import("../report/terminal/terminal.ts")).renderTerminal(report, view);
  },
  rows: async (report) => (await import("../report/rows/csv.ts")).rowsOfReport(report),
  json: loaded(async () => (await import("../report/rows/json.ts")).renderJson),
  ndjson: loaded(async () => (await import("../report/rows/json.ts")).renderNdjson),
  csv: loaded(async () => (await import("../report/rows/csv.ts")).renderCsv),
  md: loaded(async () => (await import("../report/rows/markdown.ts")).renderMarkdown),
  svg: loaded(async () => withAllSamples((await import("../report/svg/map-svg.ts")).renderMapSvg, placeOnly)),
  html: loaded(async () => {
    const { keptForPage, renderHtml } = await import("./html.ts");
    return withAllSamples(renderHtml, keptForPage);
  }),
};

const coordinate = (id: "randomness" | "structure" | "growth" | "exponent") => (sample: Sample) => {
  const found = sample.spectrum?.[id];
  return found?.status === "ok" ? found.value : null;
};

/** Formats of a report whose rows can be printed as they come. */
export const liveReports = {
  table: async () => (await import("../report/terminal/terminal.ts")).terminalOf(),
  csv: async () => (await import("../report/rows/csv.ts")).liveCsv,
  ndjson: async () => (await import("../report/rows/json.ts")).liveNdjson,
};

/** The orders in which samples can be listed. */
export const sampleOrder = <Result extends BatchReport>() =>
  rowOrder<Result, Sample>(
    "input",
    {
      name: ({ name }) => name,
      randomness: coordinate("randomness"),
      structure: coordinate("structure"),
      growth: coordinate("growth"),
      exponent: coordinate("exponent"),
      size: ({ size, n }) => size ?? n,
    },
    ({ samples }) => samples,
    (report, samples) => ({ ...report, samples }),
  );
