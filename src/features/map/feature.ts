import { defineFeature } from "../../command/feature.ts";
import { mapOptions, measureOptions, outputOptions, recipes, rowOptions } from "../../command/options.ts";
import { outcomeOf } from "../../command/outcome.ts";
import { UsageError } from "../../core/errors.ts";
import { liveReports, reportViews, sampleOrder } from "../../page/sample-views.ts";
import type { PictureId } from "../../report/svg/pictures.ts";
import type { BatchReport } from "../../results/report.ts";
import type { MapOptions } from "./plan.ts";

/** A report, and the requested picture of it. */
type Picture = BatchReport & { readonly picture?: PictureId };

/** `mesoscope map [paths...]`: the samples among the bundled corpora and the families from text and pattern down to noise. */
export const map = defineFeature<MapOptions, Picture>({
  name: "map",
  group: "Look",
  summary: "draw the middle regime: samples among generators, mixtures and real corpora",
  description:
    "Draws samples and the bundled corpora on one map with generators of known truth, and with roads from\ntext and pattern down to noise. --corpora none omits the corpora.",
  argument: { usage: "[paths...]", description: "files, folders, globs, - for standard input" },
  shared: [...measureOptions, "settle", "together", ...outputOptions, ...rowOptions, ...mapOptions],
  refuses: {
    estimator: "a map places samples by the observer; leave out -e, or leave out map",
    learner: "a map places samples by the observer; mesoscope without map also prints x and S of a learner",
  },
  own: {
    recipe: recipes,
    picture: {
      flags: "--picture <which>",
      description: "draw this as SVG: the map, learning curves, or exact h and E next to estimates",
      choices: ["map", "curves", "plane"],
    },
  },
  examples: [
    "mesoscope map",
    "mesoscope map -o map.svg",
    "mesoscope map --picture plane -o plane.svg",
    "mesoscope map book.txt src/ -o map.html",
    "mesoscope map --corpora none book.txt -f csv",
    'mesoscope map --recipe "even(p=0.3)" --picture plane -o plane.svg',
  ],
  views: {
    ...reportViews,
    svg: async ({ picture = "map", ...report }, view) => {
      const { pictures } = await import("../../report/svg/pictures.ts");
      return (await pictures[picture]())(report, view);
    },
  },
  order: sampleOrder(),
  live: liveReports,
  interruptible: true,
  // A picture is SVG, with or without a file to write it to.
  defaultFormat: ({ picture }) => (picture === undefined ? undefined : "svg"),
  requireFormat: (format, { picture }) => {
    if (picture !== undefined && format !== "svg")
      throw new UsageError(`--picture draws svg, not ${format}: name a file such as -o ${picture}.svg`);
  },
  async run(call) {
    const { measureMap } = await import("./plan.ts");
    const { picture } = call.options;
    const report: Picture = await measureMap(call);
    return outcomeOf(picture === undefined ? report : { ...report, picture });
  },
});
