import type { View } from "../../report/kit/renderer.ts";
import type { CheckReport } from "../schema.ts";

/** How a check is to be shown, beside how any report is. */
export interface CheckView extends View {
  /** turns the name of an input into its path from the root of the repository */
  readonly fromRoot: (input: string) => string;
}

export type CheckRenderer = (report: CheckReport, view: CheckView) => string;

/** Formats of a check, each loaded only when asked for. */
export const checkFormats: Readonly<
  Record<string, { readonly extension: string | null; readonly load: () => Promise<CheckRenderer> }>
> = {
  table: { extension: ".txt", load: async () => (await import("./table.ts")).renderCheckTable },
  json: {
    extension: ".json",
    load: async () => (report) => `${JSON.stringify(report, null, 2)}\n`,
  },
  ndjson: { extension: ".ndjson", load: async () => (await import("./rows.ts")).renderCheckNdjson },
  csv: { extension: ".csv", load: async () => (await import("./rows.ts")).renderCheckCsv },
  md: { extension: ".md", load: async () => (await import("./markdown.ts")).renderCheckMarkdown },
  junit: { extension: ".xml", load: async () => (await import("./junit.ts")).renderCheckJunit },
  sarif: {
    extension: ".sarif",
    load: async () => {
      const { renderCheckSarif } = await import("./sarif.ts");
      return (report, view) => renderCheckSarif(report, view.fromRoot);
    },
  },
  github: {
    extension: null,
    load: async () => {
      const { renderCheckGithub } = await import("./github.ts");
      return (report, view) => renderCheckGithub(report, view.fromRoot);
    },
  },
};
