import type { Renderer } from "./renderer.ts";

/** Formats a report can take, each loaded only when asked for. */
export const formats: Readonly<
  Record<string, { readonly extension: string; readonly load: () => Promise<Renderer> }>
> = {
  table: { extension: ".txt", load: async () => (await import("./terminal.ts")).renderTerminal },
  json: { extension: ".json", load: async () => (await import("./json.ts")).renderJson },
  ndjson: { extension: ".ndjson", load: async () => (await import("./json.ts")).renderNdjson },
  csv: { extension: ".csv", load: async () => (await import("./csv.ts")).renderCsv },
};

/** The format whose extension a file name ends in. */
export function formatOfFile(path: string): string | undefined {
  return Object.keys(formats).find((id) => path.toLowerCase().endsWith(formats[id]!.extension));
}
