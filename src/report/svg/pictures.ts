import { placeOnly, withAllSamples } from "../kit/renderer.ts";

/** What `mesoscope map` can draw as SVG, each loaded only when asked for; the first unless another is named. */
export const pictures: Readonly<Record<PictureId, () => Promise<ReturnType<typeof withAllSamples>>>> = {
  map: async () => withAllSamples((await import("./map-svg.ts")).renderMapSvg, placeOnly),
  curves: async () => withAllSamples((await import("./curves-svg.ts")).renderCurvesSvg),
  budget: async () => withAllSamples((await import("./budget-svg.ts")).renderBudgetSvg),
  plane: async () => withAllSamples((await import("./plane-svg.ts")).renderPlaneSvg),
};

export type PictureId = "map" | "curves" | "budget" | "plane";
