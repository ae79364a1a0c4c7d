import { escapeInJson } from "./kit/format.ts";
import type { View } from "./kit/renderer.ts";
import type { Rows } from "./kit/rows.ts";

/** Text of a result, whole or in pieces; renderers are loaded on demand. */
export type Render<Result> = (result: Result, view: View) => Promise<Iterable<string>>;

/** How the result of a command can be shown. A missing view is made from the rows, or is not available. */
export interface Views<Result> {
  /** for people, in a terminal */
  readonly table?: Render<Result>;
  /**
   * the result as one table for machines: CSV, NDJSON, Markdown and HTML are made from it unless they have a view of their own
   */
  readonly rows?: (result: Result) => Promise<Rows>;
  /** null: none; by default the result itself */
  readonly json?: Render<Result> | null;
  readonly ndjson?: Render<Result>;
  readonly csv?: Render<Result>;
  readonly md?: Render<Result>;
  readonly html?: Render<Result>;
  /** a picture */
  readonly svg?: Render<Result>;
  readonly github?: Render<Result>;
  readonly junit?: Render<Result>;
  readonly sarif?: Render<Result>;
}

/** An output format of all commands. */
interface Format {
  /** selects the format by a file name after -o; null: only -f selects it */
  readonly extension: string | null;
  /** @returns undefined when the views do not allow this format */
  readonly of: <Result>(views: Views<Result>) => Render<Result> | undefined;
}

/** A format that is made from the rows unless a command has its own view. */
const rowsOr =
  (id: "ndjson" | "csv" | "md" | "html", load: () => Promise<(rows: Rows, text: string) => string>) =>
  <Result>(views: Views<Result>): Render<Result> | undefined => {
    const { rows, table } = views;
    if (views[id] !== undefined || rows === undefined) return views[id];
    return async (result, view) => {
      const [render, all] = [await load(), await rows(result)];
      // A page shows the terminal's text above the numbers.
      const text =
        id === "html" ? [...((await table?.(result, { ...view, color: false })) ?? [])].join("") : "";
      return render(all, text);
    };
  };

/** All formats; the views of a command decide which of them it can print. */
export const formats = {
  table: { extension: ".txt", of: ({ table }) => table },
  json: {
    extension: ".json",
    of: ({ json }) => {
      if (json === null) return undefined;
      return json ?? (async (result) => `${JSON.stringify(result, null, 2)}\n`);
    },
  },
  ndjson: {
    extension: ".ndjson",
    of: rowsOr("ndjson", async () => (await import("./rows/from-rows.ts")).ndjsonOfRows),
  },
  csv: {
    extension: ".csv",
    of: rowsOr("csv", async () => (await import("./rows/from-rows.ts")).csvOfRows),
  },
  /** bytes: only for commands that write it themselves */
  parquet: { extension: ".parquet", of: () => undefined },
  md: {
    extension: ".md",
    of: rowsOr("md", async () => (await import("./rows/from-rows.ts")).markdownOfRows),
  },
  svg: { extension: ".svg", of: ({ svg }) => svg },
  html: {
    extension: ".html",
    of: rowsOr("html", async () => (await import("./rows/page-of-rows.ts")).pageOfRows),
  },
  github: { extension: null, of: ({ github }) => github },
  junit: { extension: ".xml", of: ({ junit }) => junit },
  sarif: { extension: ".sarif", of: ({ sarif }) => sarif },
} satisfies Readonly<Record<string, Format>>;

export type FormatId = keyof typeof formats;
export const formatIds: readonly FormatId[] = Object.keys(formats) as FormatId[];

/** The renderer of a format. @returns undefined when the views do not allow it */
export function renderOf<Result>(id: FormatId, views: Views<Result>): Render<Result> | undefined {
  const render = formats[id].of(views);
  if (render === undefined || !isJson.has(id)) return render;
  return async (result, view) => safely(await render(result, view));
}

const isJson: ReadonlySet<FormatId> = new Set(["json", "ndjson", "sarif"]);

function safely(text: Iterable<string>): Iterable<string> {
  if (typeof text === "string") return escapeInJson(text);
  return (function* () {
    for (const piece of text) yield escapeInJson(piece);
  })();
}

/** The formats that a command can print. */
export function formatsOf<Result>(views: Views<Result>): FormatId[] {
  return formatIds.filter((id) => renderOf(id, views) !== undefined);
}

/** The format whose extension a file name ends in. */
export function formatOfFile(path: string): FormatId | undefined {
  const name = path.toLowerCase();
  return formatIds.find((id) => {
    const { extension } = formats[id];
    return extension !== null && name.endsWith(extension);
  });
}
