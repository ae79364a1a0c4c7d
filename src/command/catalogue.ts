import type { Views } from "../report/formats.ts";
import type { Catalogue } from "../report/terminal/catalogue-table.ts";
import type { SharedOptionName } from "./options.ts";

export const catalogueOptions: readonly SharedOptionName[] = ["format", "output", "force", "ascii", "color"];

/** How a list is shown. */
export const catalogueViews: Views<Catalogue> = {
  table: async (catalogue, view) =>
    (await import("../report/terminal/catalogue-table.ts")).renderCatalogue(catalogue, view),
  rows: async ({ entries }) => ({
    columns: ["id", "group", "summary"],
    rows: entries.map(({ id, group, summary }) => [id, group, summary]),
  }),
  json: async ({ machine }) => `${JSON.stringify(machine, null, 2)}\n`,
  ndjson: async ({ machine }) => machine.map((entry) => `${JSON.stringify(entry)}\n`).join(""),
};
