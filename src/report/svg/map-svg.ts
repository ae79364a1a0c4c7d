import { plural } from "../../core/collections.ts";
import type { Report } from "../../results/report.ts";
import { fontSize } from "../charts/axes.ts";
import { legendRoom } from "../charts/map-legend.ts";
import { spectrumMapOption } from "../charts/spectrum-map.ts";
import { titledSvg, titleRoom, titleSize } from "../charts/svg.ts";
import { estimateWidth, labelText } from "../charts/text-size.ts";
import { lightTheme } from "../charts/theme.ts";
import { Kinds } from "../kinds.ts";
import { bitsAt, formatCount } from "../kit/format.ts";
import type { Renderer } from "../kit/renderer.ts";
import { type SpectrumMap, spectrumMapOf } from "../map-model.ts";

const width = 1200;
const plotHeight = 650;

/** The map as one self-contained picture. */
export const renderMapSvg: Renderer = (report) => {
  const map = spectrumMapOf(report);
  const margin = { left: 70, top: titleRoom, right: 82, bottom: legendRoom(map, width) };
  const size = { width, height: titleRoom + plotHeight + margin.bottom };
  const option = {
    ...spectrumMapOption(map, lightTheme, { ...size, margin }),
    ...(map.points.length === 0 ? { graphic: nothingPlaced(map) } : {}),
  };
  const words = {
    title: titleOf(report),
    subtitle: subtitle(report, map),
    description: description(map),
  };
  return titledSvg(option, size, words, margin.left - 6);
};

/** What the picture shows: what the samples are, beside corpora; of corpora alone, which of them keep teaching. */
function titleOf({ samples }: Report): string {
  const own = samples.filter(({ provenance }) => provenance.kind !== "corpus");
  if (own.length === 0) return "Text and code keep teaching; patterns and noise stop";
  const kinds = new Kinds();
  for (const sample of own) kinds.add(sample);
  const said = kinds.sentence("", (name) => labelText(name.replace(/.*\/(?=.)/su, ""), titleSize));
  return estimateWidth(said, titleSize) > width - 2 * 70 ? "Between order and noise" : said.slice(0, -1);
}

/** Why a map is empty, as text in its middle. */
function nothingPlaced({ missing }: SpectrumMap) {
  const reason = missing[0] === undefined ? "" : `: ${labelText(missing[0].reason, fontSize)}`;
  const style = {
    text: `no sample could be placed${reason}`,
    fill: lightTheme.muted,
    font: `14px ${lightTheme.fontFamily}`,
  };
  return [{ type: "text", left: "center", top: titleRoom + plotHeight / 2, style }];
}

function subtitle({ options, samples }: Report, { points, missing }: SpectrumMap): string {
  const each = options.sample === "all" ? "whole inputs" : `${formatCount(options.sample)} symbols of each`;
  const parts = [plural(samples.length, "sample"), each, "bars: 95 % intervals"];
  const kinds = new Set(points.map(({ kind }) => kind));
  if (kinds.size > 1) parts.push("outlined: your samples");
  if (points.some(({ ranked }) => !ranked)) parts.push("pale: shorter, not ranked");
  if (missing.length > 0) parts.push(`${missing.length} not placed`);
  return parts.join("  ·  ");
}

/** The content of the picture, in words. */
function description({ points, missing }: SpectrumMap): string {
  const placed = points.map(
    ({ name, regime, x, y }) => `${name}: x ${x.value.toFixed(3)}, G ${bitsAt(y.value)}, ${regime}`,
  );
  const more = placed.length > 50 ? `; and ${placed.length - 50} more` : "";
  const absent = missing.length === 0 ? "" : ` Not placed: ${missing.length}.`;
  return `Randomness x from order 0 to noise 1 against growth G in bits, logarithmic: bits learned from the last doubling of the data. ${placed.slice(0, 50).join("; ")}${more}.${absent}`;
}
