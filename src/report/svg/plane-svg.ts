import { exactPlaneOf, exactPlaneOption, type PlanePoint, planeMargin } from "../charts/exact-plane.ts";
import { titledSvg, titleRoom } from "../charts/svg.ts";
import { lightTheme } from "../charts/theme.ts";
import { formatNumber } from "../kit/format.ts";
import type { Renderer } from "../kit/renderer.ts";

const [width, plotHeight] = [1000, 560];

/** Sources of exactly known entropy rate and excess entropy, and estimates of both from block entropies of a sample, as SVG. */
export const renderPlaneSvg: Renderer = (report) => {
  const points = exactPlaneOf(report);
  const margin = { ...planeMargin, top: titleRoom + planeMargin.top };
  const size = { width, height: margin.top + plotHeight + margin.bottom };
  const alone = points.some(({ estimate }) => estimate === null)
    ? "; only a cross: no E beyond that of shuffles"
    : "";
  const words = {
    title: "Exact and measured values",
    subtitle: `${points.length} sources of finite excess entropy; block entropies at the longest covered k-grams${alone}`,
    description: points.map(described).join("; ") || "No source with exactly known h and E.",
  };
  return titledSvg(exactPlaneOption(points, lightTheme, { ...size, margin }), size, words);
};

function described({ name, truth, estimate }: PlanePoint): string {
  const exact = `${name}: exact h ${formatNumber(truth.h)}, E ${formatNumber(truth.E)}`;
  if (estimate === null) return exact;
  return `${exact}, estimated h ${formatNumber(estimate.h.value)}, E ${formatNumber(estimate.E.value)}`;
}
