import { placeOnly, withAllSamples } from "../kit/renderer.ts";

/** The SVG pictures of `mesoscope map`, each loaded on demand; the first one is the default. */
export const pictures: Readonly<Record<PictureId, () => Promise<ReturnType<typeof withAllSamples>>>> = {
  map: async () => withAllSamples((await import("./map-svg.ts")).renderMapSvg, placeOnly),
  curves: async () => withAllSamples((await import("./curves-svg.ts")).renderCurvesSvg),
  plane: async () => withAllSamples((await import("./plane-svg.ts")).renderPlaneSvg),
};

export type PictureId = "map" | "curves" | "plane";
