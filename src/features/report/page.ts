import type { DepthOnPage } from "../../page/page-details.ts";
import { intervalExtent } from "../../report/kit/format.ts";
import type { Explanation } from "../explain/schema.ts";
import { layerNames, remainderText } from "../explain/show-waterfall.ts";

/** The details of a sample, as a page shows them. */
export function depthOnPage(depth: Explanation["depth"]): DepthOnPage {
  if (depth.status !== "ok") return { shown: depth.reason, compressors: [] };
  const { waterfall, profile } = depth;
  const isInBytes = profile.unit === "byte";
  return {
    shown: {
      waterfall: {
        layers: waterfall.layers.map(({ id, saves }) => [layerNames[id], intervalExtent(saves)] as const),
        remainder: remainderText(waterfall),
      },
      profile: {
        unit: profile.unit,
        stretches: profile.stretches.map(({ start, end, rate }) => {
          const own = isInBytes ? profile.sections.find(({ to }) => to > (start + end) / 2) : undefined;
          return [start, end, rate.value, own?.what ?? "cost", own?.regime ?? null];
        }),
      },
    },
    compressors: [["observer", waterfall.remainder.rate.value]],
  };
}
