import { bitsAt, roundBits, roundHeights } from "../kit/format.ts";
import type { SpectrumFamily, SpectrumMap, SpectrumPoint } from "../map-model.ts";
import { axis, baseOption } from "./axes.ts";
import { barData, errorBars } from "./error-bars.ts";
import type { ChartOption } from "./kit.ts";
import { borderSeries, type MapFrame, type MapWindow, tailSeries, wholeMap } from "./map-frame.ts";
import { mapLabels, mostBars, nameSeries, regionNames } from "./map-labels.ts";
import { mapLegend } from "./map-legend.ts";
import { labelSeries } from "./point-labels.ts";
import { crosses } from "./series.ts";
import { regimeMark, regimes, type Theme } from "./theme.ts";

/** From this number of points on they are drawn in one batch. */
const manyPoints = 2000;

/**
 * The spectrum: randomness to the right, growth upwards, intervals of both, tails, the border of noise with a pattern,
 * references and samples.
 *
 * @param window region to label; the axes show all of the map
 * @returns an option for ECharts, with all series named
 */
export function spectrumMapOption(
  map: SpectrumMap,
  theme: Theme,
  frame: MapFrame,
  window: MapWindow = wholeMap(map),
): ChartOption {
  const { margin } = frame;
  const whole = wholeMap(map);
  const names = regionNames(map, whole, frame);
  const looks = familyLooks(map.families, theme);
  return {
    ...baseOption(theme),
    grid: { ...margin, containLabel: false },
    legend: mapLegend(map, frame, theme),
    xAxis: axis(theme, {
      name: isNarrow(frame)
        ? "randomness x: 0 order, 1 noise"
        : "randomness x = l(M) / log₂ A        0 order, 1 noise",
      min: whole.x[0],
      max: whole.x[1],
      padded: true,
      format: (value) => String(Number(value.toFixed(3))),
    }),
    yAxis: axis(theme, {
      name: isNarrow(frame) ? "growth G, bit" : "growth G, bit: learned from the last doubling of the data",
      min: whole.y[0],
      max: whole.y[1],
      ...ticksOf(window),
      gap: isNarrow(frame) ? 32 : 48,
    }),
    series: [
      ...borderSeries(map.border, theme),
      nameSeries(names, theme),
      ...map.families.map((family, i) => familySeries(family, i, looks[i]!)),
      ...(map.points.length > mostBars ? [] : tailSeries(map, theme)),
      ...barSeries(map, looks, theme),
      ...regimes.map((regime) =>
        pointSeries(
          regime,
          map.points.filter((point) => point.regime === regime),
          map.points.length,
          theme,
        ),
      ),
      labelSeries(mapLabels(map, frame, window, names), theme),
    ],
  };
}

/** Fewest round numbers in a window; a smaller window has numbers at equal steps. */
const fewestRound = 3;

function ticksOf({ y: [from, to] }: MapWindow) {
  const at = roundHeights(to).filter((height) => height >= from);
  return at.length < fewestRound ? { padded: true, format: bitsAt } : { at, format: roundBits };
}

/** Pixels below which titles are short. */
const isNarrow = ({ width }: MapFrame) => width < 480;

const roadShapes = ["rect", "triangle", "circle", "diamond"];

/** Indices in `series` of colours other than grey and the green of structure. */
const roadHues = [0, 1, 3, 4, 5];

/** Colours of families: landmarks are grey; other families have hues of their own, dashed where these repeat. */
function familyLooks(families: readonly SpectrumFamily[], theme: Theme) {
  let road = -1;
  return families.map(({ joined }) => {
    if (!joined) return { color: theme.road, type: "solid" as const };
    road++;
    const color = theme.series[roadHues[road % roadHues.length]!]!;
    return { color, type: road < roadHues.length ? ("solid" as const) : ("dashed" as const) };
  });
}

type Look = ReturnType<typeof familyLooks>[number];

/** Small marks, connected where the family is ordered; landmarks are crosses. */
function familySeries(family: SpectrumFamily, index: number, { color, type }: Look) {
  const data = family.points.map(({ name, x, y }) => ({ name, value: [x.value, y.value] }));
  const look = { name: family.title, data, z: 2 };
  if (!family.joined) return { ...crosses(color), ...look, symbolSize: 7 };
  return {
    type: "line" as const,
    ...look,
    symbol: roadShapes[index % roadShapes.length],
    symbolSize: 6,
    itemStyle: { color },
    lineStyle: { color, width: 1.3, opacity: 0.6, type },
  };
}

function barSeries({ points, families }: SpectrumMap, looks: readonly Look[], theme: Theme) {
  if (points.length > mostBars) return [];
  const barsOf = (name: string, color: string, of: readonly SpectrumPoint[], opacity: number) =>
    errorBars(
      name,
      color,
      of.map(({ x, y }) => barData(x, y)),
      opacity,
    );
  const groups = [true, false].flatMap((ranked) =>
    regimes.map((regime) => {
      const own = points.filter((point) => point.regime === regime && point.ranked === ranked);
      const name = `intervals: ${regime}${ranked ? "" : ", not ranked"}`;
      return barsOf(name, theme.regimes[regime], own, ranked ? 0.75 : 0.3);
    }),
  );
  return [
    ...families.map((family, i) => {
      // The corpus at which a family begins has its own bars.
      const own = family.points.filter(({ kind }) => kind === "reference");
      return barsOf(`intervals: ${family.title}`, looks[i]!.color, own, 0.45);
    }),
    ...groups,
  ];
}

function pointSeries(
  regime: SpectrumPoint["regime"],
  points: readonly SpectrumPoint[],
  inAll: number,
  theme: Theme,
) {
  const many = inAll > manyPoints;
  const few = inAll <= mostBars;
  return {
    type: "scatter" as const,
    name: regime,
    large: many,
    largeThreshold: 1,
    ...regimeMark(regime, theme),
    symbolSize: many ? 4 : few ? 9 : 6,
    z: 4,
    data: points.map(({ name, row, x, y, kind, ranked }) => {
      const value = [x.value, y.value, row];
      if (many) return value;
      const itemStyle = {
        ...(ranked ? {} : { opacity: 0.5 }),
        ...(kind === "sample" && regime !== "undecided" ? { borderColor: theme.ink, borderWidth: 1.2 } : {}),
      };
      return { name, value, ...(kind === "sample" && few ? { symbolSize: 11 } : {}), itemStyle };
    }),
  };
}
