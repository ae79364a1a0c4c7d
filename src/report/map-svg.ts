import { GraphicComponent, TitleComponent } from "echarts/components";
import { init, setPlatformAPI, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Report } from "../core/report.ts";
import { fontSize } from "./charts/axes.ts";
import { type ChartOption, registerCharts } from "./charts/kit.ts";
import { spectrumMapOption } from "./charts/spectrum-map.ts";
import { type SpectrumMap, spectrumMapOf } from "./charts/spectrum-points.ts";
import { estimateWidth, labelText } from "./charts/text-size.ts";
import { lightTheme } from "./charts/theme.ts";
import { escapeForTerminal, formatCount } from "./format.ts";
import type { Renderer } from "./renderer.ts";

const size = { width: 1200, height: 840 };
const margin = { left: 70, top: 84, right: 82, bottom: 104 };

/** The map as one picture that needs nothing else. */
export const renderMapSvg: Renderer = (report) => {
  const map = spectrumMapOf(report);
  const option = {
    ...spectrumMapOption(map, lightTheme, { ...size, margin }),
    title: {
      text: "Between order and noise",
      subtext: subtitle(report, map),
      left: margin.left - 6,
      top: 14,
      textStyle: { fontSize: 20, fontWeight: 600, color: lightTheme.ink },
      subtextStyle: { fontSize: 13, color: lightTheme.muted },
    },
    ...(map.points.length === 0 ? { graphic: nothingPlaced(map) } : {}),
  };
  return svgOf(option, "Between order and noise", description(map));
};

/** Draws an option as SVG, with a title and a description for those who do not see it. */
function svgOf(option: ChartOption, title: string, text: string): string {
  registerCharts();
  use([SVGRenderer, TitleComponent, GraphicComponent]);
  // There is no font to measure with: ECharts' own guess is too narrow for legends.
  setPlatformAPI({ measureText: (text, font) => ({ width: estimateWidth(text, fontSizeIn(font)) }) });
  const chart = init(null, null, { renderer: "svg", ssr: true, ...size });
  chart.setOption(option);
  const svg = chart.renderToSVGString();
  chart.dispose();
  const named = `<title id="title">${escapeXml(title)}</title>\n<desc id="description">${escapeXml(text)}</desc>\n`;
  return `${svg
    // What serves a page that answers to the mouse. Its counters would make the second picture of a process another one.
    .replace(/<style\b[\s\S]*?<\/style>\n?/, "")
    .replaceAll(/ (?:class|ecmeta_\w+|pointer-events)="[^"]*"/g, "")
    .replaceAll(/\bzr\d+-/g, "zr-")
    .replace(/^<svg /, '<svg role="img" aria-labelledby="title description" ')
    .replace(/^[^>]*>\n?/, (start) => start + named)
    .trimEnd()}\n`;
}

/** Pixels of a CSS font such as `bold 12px serif`. */
function fontSizeIn(font: string | undefined): number {
  return Number(/([\d.]+)px/.exec(font ?? "")?.[1] ?? fontSize);
}

/** Why a map is empty, in its middle. */
function nothingPlaced({ missing }: SpectrumMap) {
  const reason = missing[0] === undefined ? "" : `: ${labelText(missing[0].reason, fontSize)}`;
  const style = {
    text: `no sample could be placed${reason}`,
    fill: lightTheme.muted,
    font: `14px ${lightTheme.fontFamily}`,
  };
  return [{ type: "text", left: "center", top: size.height / 2 - 60, style }];
}

function subtitle({ options, samples }: Report, { points, missing }: SpectrumMap): string {
  const each = options.sample === "all" ? "whole inputs" : `${formatCount(options.sample)} symbols of each`;
  const parts = [
    `${samples.length} ${samples.length === 1 ? "sample" : "samples"}`,
    each,
    "bars: 95 % intervals",
  ];
  const kinds = new Set(points.map(({ kind }) => kind));
  if (kinds.size > 1) parts.push("outlined: your samples");
  if (points.some(({ ranked }) => !ranked)) parts.push("pale: shorter, not ranked");
  if (missing.length > 0) parts.push(`${missing.length} not placed`);
  return parts.join("  ·  ");
}

/** What the picture shows, in words. */
function description({ points, missing }: SpectrumMap): string {
  const placed = points.map(
    ({ name, regime, x, y }) => `${name}: x ${x.value.toFixed(3)}, y ${y.value.toFixed(2)}, ${regime}`,
  );
  const more = placed.length > 50 ? `; and ${placed.length - 50} more` : "";
  const absent = missing.length === 0 ? "" : ` Not placed: ${missing.length}.`;
  return `Randomness x from order 0 to noise 1 against structure y in doublings. ${placed.slice(0, 50).join("; ")}${more}.${absent}`;
}

/** Text of an XML document; what no document may hold is written out. */
function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return escapeForTerminal(text).replaceAll(/[&<>"]/g, (character) => entities[character]!);
}
