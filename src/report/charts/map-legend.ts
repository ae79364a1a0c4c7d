import { type SpectrumMap, tailName } from "../map-model.ts";
import { fontSize } from "./axes.ts";
import type { MapFrame } from "./map-frame.ts";
import { borderIcons, borderName, tailIcons } from "./map-frame.ts";
import { mostBars } from "./map-labels.ts";
import { legendOf } from "./series.ts";
import { estimateWidth } from "./text-size.ts";
import { regimes, type Theme } from "./theme.ts";

const gap = 14;
const markWidth = 22;
const rowHeight = 14 + gap;
/** Height between axis and legend: numbers and name of the axis. */
const below = 54;

/** Entries of the legend: verdicts that occur, families of references, the border, tails. */
function legendNames({ points, families, border }: SpectrumMap): string[] {
  return [
    ...regimes.filter((regime) => points.some((point) => point.regime === regime)),
    ...families.map(({ title }) => title),
    ...(border === null ? [] : [borderName]),
    ...(points.length <= mostBars && points.some(({ tail }) => tail !== null) ? [tailName] : []),
  ];
}

/** Room below the map for its axis and legend, pixels. */
export function legendRoom(map: SpectrumMap, width: number): number {
  let rows = 1;
  let used = 0;
  for (const name of legendNames(map)) {
    const own = markWidth + 5 + estimateWidth(name, fontSize) + gap;
    if (used > 0 && used + own > width - 20) [rows, used] = [rows + 1, 0];
    used += own;
  }
  return below + rows * rowHeight;
}

/** The legend below the axis. */
export function mapLegend(map: SpectrumMap, { height, margin }: MapFrame, theme: Theme) {
  return legendOf(theme, {
    data: legendNames(map).map((name) => {
      const icon = borderIcons[name] ?? tailIcons[name];
      return icon === undefined ? { name } : { name, icon };
    }),
    top: height - margin.bottom + below,
    itemGap: gap,
    itemWidth: markWidth,
  });
}
