import { type PieceRenderer, placeOnly, withAllSamples } from "../report/kit/renderer.ts";

/** Formats a report can take, each loaded only when asked for; `extension: null` marks one of a single command. */
export const formats: Readonly<
  Record<string, { readonly extension: string | null; readonly load: () => Promise<PieceRenderer> }>
> = {
  table: {
    extension: ".txt",
    load: async () => (await import("../report/terminal/terminal.ts")).renderTerminal,
  },
  ngrams: {
    extension: null,
    load: async () => withAllSamples((await import("../report/terminal/ngram-tables.ts")).renderNgramTables),
  },
  json: { extension: ".json", load: async () => (await import("../report/rows/json.ts")).renderJson },
  ndjson: { extension: ".ndjson", load: async () => (await import("../report/rows/json.ts")).renderNdjson },
  svg: {
    extension: ".svg",
    load: async () => withAllSamples((await import("../report/svg/map-svg.ts")).renderMapSvg, placeOnly),
  },
  html: {
    extension: ".html",
    load: async () => {
      const { keptForPage, renderHtml } = await import("../page/html.ts");
      return withAllSamples(renderHtml, keptForPage);
    },
  },
  csv: { extension: ".csv", load: async () => (await import("../report/rows/csv.ts")).renderCsv },
  md: { extension: ".md", load: async () => (await import("../report/rows/markdown.ts")).renderMarkdown },
};

/** The format whose extension a file name ends in. */
export function formatOfFile(path: string): string | undefined {
  return Object.keys(formats).find((id) => hasExtension(path, formats[id]!.extension));
}

function hasExtension(path: string, extension: string | null): boolean {
  return extension !== null && path.toLowerCase().endsWith(extension);
}
