import type { Renderer } from "./renderer.ts";

/** What `mesoscope map` can draw as SVG, each loaded only when asked for; the first unless another is named. */
export const pictures: Readonly<Record<PictureId, () => Promise<Renderer>>> = {
  map: async () => (await import("./map-svg.ts")).renderMapSvg,
  curves: async () => (await import("./curves-svg.ts")).renderCurvesSvg,
  budget: async () => (await import("./budget-svg.ts")).renderBudgetSvg,
  plane: async () => (await import("./plane-svg.ts")).renderPlaneSvg,
};

export type PictureId = "map" | "curves" | "budget" | "plane";
