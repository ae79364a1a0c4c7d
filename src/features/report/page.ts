import type { DepthOnPage } from "../../page/page-details.ts";
import { intervalExtent } from "../../report/kit/format.ts";
import { layerNames, remainderText } from "../explain/show-waterfall.ts";
import type { DepthAndSections } from "../explain/task.ts";
import { renderSectionsSvg } from "../sections/svg.ts";

/** The details of a sample, as a page shows them. */
export function depthOnPage({ depth, sections }: DepthAndSections): DepthOnPage {
  if (depth.status !== "ok") return { shown: depth.reason, compressors: [] };
  const { waterfall } = depth;
  return {
    shown: {
      waterfall: {
        layers: waterfall.layers.map(({ id, saves }) => [layerNames[id], intervalExtent(saves)] as const),
        remainder: remainderText(waterfall),
      },
      sections:
        sections === null || sections.sections.length < 2
          ? null
          : // A page escapes line feeds.
            renderSectionsSvg({ files: [sections] }, true).replaceAll("\n", ""),
    },
    compressors: [["observer", waterfall.remainder.rate.value]],
  };
}
