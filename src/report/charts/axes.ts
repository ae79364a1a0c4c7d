import type { Theme } from "./theme.ts";

export const fontSize = 12;

/** Common options of all pictures: no animation, so that equal reports give equal pictures. */
export function baseOption(theme: Theme) {
  return {
    animation: false,
    backgroundColor: theme.paper,
    textStyle: { fontFamily: theme.fontFamily, fontSize, color: theme.ink },
  };
}

export interface AxisSettings {
  readonly name: string;
  readonly min?: number;
  readonly max?: number;
  /** whether `min` and `max` are padding, not numbers to print */
  readonly padded?: boolean;
  readonly format?: (value: number) => string;
  readonly gap?: number;
  /** where numbers and lines are; without it at equal steps */
  readonly at?: readonly number[];
}

/** An axis with its name in the middle, as journals print it. */
export function axis(theme: Theme, wish: AxisSettings) {
  const { name, min, max, padded = false, format, gap, at } = wish;
  const places = at === undefined ? {} : { customValues: [...at] };
  return {
    type: "value" as const,
    name,
    nameLocation: "middle" as const,
    nameGap: gap ?? 34,
    nameTextStyle: { color: theme.ink, fontSize: 13 },
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.muted } },
    axisTick: { show: true, lineStyle: { color: theme.muted }, ...places },
    splitLine: { show: true, lineStyle: { color: theme.grid } },
    axisLabel: {
      color: theme.muted,
      fontSize,
      ...places,
      ...(padded ? { showMinLabel: false, showMaxLabel: false } : {}),
      ...(format === undefined ? {} : { formatter: format }),
    },
  };
}
