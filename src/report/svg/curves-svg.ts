import {
  endLabelRoom,
  labelledCurvesOption,
  type NamedCurves,
  namedCurvesOf,
} from "../charts/labelled-curves.ts";
import { titledSvg, titleRoom } from "../charts/svg.ts";
import { lightTheme } from "../charts/theme.ts";
import { formatNumber } from "../kit/format.ts";
import type { Renderer } from "../kit/renderer.ts";

const [width, plotHeight] = [1000, 560];

/** The learning curves of the samples, as one self-contained picture. */
export const renderCurvesSvg: Renderer = (report) => {
  const curves = namedCurvesOf(report);
  const margin = { left: 62, top: titleRoom, right: endLabelRoom(curves), bottom: 54 };
  const size = { width, height: margin.top + plotHeight + margin.bottom };
  const ends = curves.samples.map(({ name, points }) => {
    const [m, rate] = points.at(-1)!;
    return `${name}: ${formatNumber(rate)} bit/symbol after ${m}`;
  });
  const words = {
    title: "Learning curves",
    subtitle: subtitle(curves),
    description: ends.length === 0 ? "All samples are too short to learn from." : `${ends.join("; ")}.`,
  };
  return titledSvg(labelledCurvesOption(curves, lightTheme, { ...size, margin }), size, words);
};

function subtitle({ samples, leftOut }: NamedCurves): string {
  const parts = [
    "loss of the observer on held-out blocks after m symbols",
    "bands: 95 % intervals",
    "grey: generators",
  ];
  if (leftOut > 0) parts.push(`the first ${samples.length} of ${samples.length + leftOut} samples`);
  return parts.join("  ·  ");
}
