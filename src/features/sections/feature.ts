import { defineFeature } from "../../command/feature.ts";
import { inputOptions, outputOptions, recipe } from "../../command/options.ts";
import { levels } from "../../core/section-levels.ts";
import type { SectionsOptions } from "./plan.ts";
import type { SectionsReport } from "./schema.ts";

/** `mesoscope sections <paths>`: what files are made of, and where. */
export const sections = defineFeature<SectionsOptions, SectionsReport>({
  name: "sections",
  group: "Look",
  summary: "show what a file is made of, and where each part begins",
  description:
    "Cuts a file where its bytes change: an executable into tables, code and strings, a\nfirmware image into code, padding and encrypted parts, a log where its format changes.\nReads the whole file, in at most 200 MB of memory. Says what each section is, its\nbit/byte, and x of the six largest. --noise lists only files that hold 4 kB or more\nof noise, such as keys or packed data among sources; known formats, such as PNG, only\nwith --all.",
  argument: { usage: "[paths...]", description: "files, folders, globs, - for standard input" },
  shared: [
    ...inputOptions.filter((name) => !["binary", "charset", "field", "records"].includes(name)),
    ...outputOptions,
    "all",
  ],
  own: {
    level: {
      flags: "--level <level>",
      description: "how much must change at a boundary; coarse has the fewest sections",
      choices: levels,
      default: "usual",
    },
    quick: { flags: "--quick", description: "only count bytes: no bit/byte of the observer and no x" },
    noise: { flags: "--noise", description: "list only files and sections that are 4 kB or more of noise" },
    fail: { flags: "--fail", description: "with --noise, exit 1 when a file is listed" },
    recipe,
  },
  examples: [
    "mesoscope sections firmware.bin",
    "mesoscope sections app.log --level coarse -o sections.svg",
    "mesoscope sections . --noise --fail",
  ],
  schemas: { sections: async () => (await import("./schema.ts")).sectionsReportSchema },
  views: {
    table: async (report, view) => (await import("./show.ts")).renderSections(report, view),
    rows: async (report) => (await import("./show.ts")).sectionRows(report),
    html: async (report, view) => (await import("./show.ts")).renderSectionsHtml(report, view),
    svg: async (report) => (await import("./svg.ts")).renderSectionsSvg(report),
  },
  run: async (call) => (await import("./plan.ts")).findSections(call),
});
