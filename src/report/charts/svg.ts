import { GraphicComponent, TitleComponent } from "echarts/components";
import { init, setPlatformAPI, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { escapeForbidden, escapeXml } from "../kit/format.ts";
import { fontSize } from "./axes.ts";
import { type ChartOption, registerCharts } from "./kit.ts";
import { estimateWidth } from "./text-size.ts";
import { lightTheme } from "./theme.ts";

/** Height of the title above a picture, pixels. */
export const titleRoom = 84;
/** Size of its letters, px. */
export const titleSize = 20;

/** Title of a picture, and its description. */
interface PictureWords {
  readonly title: string;
  readonly subtitle: string;
  /** for screen readers */
  readonly description: string;
}

/**
 * Draws a chart as an SVG document with a title, without a browser. The picture must leave `titleRoom` free at its top.
 *
 * @param size pixels
 * @param left start of the title, pixels
 * @returns a self-contained document; equal options give equal text
 */
export function titledSvg(
  option: ChartOption,
  size: { readonly width: number; readonly height: number },
  { title, subtitle, description }: PictureWords,
  left = 20,
): string {
  registerCharts();
  use([SVGRenderer, TitleComponent, GraphicComponent]);
  // No font is available to measure with, and ECharts' own estimate is too narrow for legends.
  setPlatformAPI({ measureText: (words, font) => ({ width: estimateWidth(words, fontSizeIn(font)) }) });
  const chart = init(null, null, { renderer: "svg", ssr: true, ...size });
  const own = {
    text: title,
    subtext: subtitle,
    left,
    top: 14,
    textStyle: { fontSize: titleSize, fontWeight: 600, color: lightTheme.ink },
    subtextStyle: { fontSize: 13, color: lightTheme.muted },
  };
  // Parts of a picture may have their own titles.
  const parts = (option["title"] ?? []) as readonly object[];
  chart.setOption({ ...option, title: [own, ...parts] });
  const svg = chart.renderToSVGString();
  chart.dispose();
  const named = `<title id="title">${escapeXml(title)}</title>\n<desc id="description">${escapeXml(description)}</desc>\n`;
  // A single forbidden character makes a document invalid, wherever its text comes from.
  return `${escapeForbidden(svg)
    // Styles for mouse interaction. Their counters would make the second picture of a process differ.
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
