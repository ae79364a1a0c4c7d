import type { Regime } from "../../results/report.ts";

const sans = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/**
 * Colours of all pictures. The hues are Okabe and Ito's, which colour-blind readers can distinguish; no meaning depends on
 * colour alone.
 */
export interface Theme {
  readonly isDark: boolean;
  readonly fontFamily: string;
  readonly paper: string;
  readonly ink: string;
  /** axes and other text beside the data */
  readonly muted: string;
  readonly grid: string;
  readonly border: string;
  readonly road: string;
  readonly regimes: Readonly<Record<Regime, string>>;
  /** lines without a meaning of their own, in order of use */
  readonly series: readonly string[];
}

export const lightTheme: Theme = {
  isDark: false,
  fontFamily: sans,
  paper: "#ffffff",
  ink: "#1b1b1f",
  muted: "#5a5a66",
  grid: "#e6e6ea",
  border: "#6f6f7a",
  road: "#8a8a94",
  regimes: {
    noise: "#0072b2",
    order: "#c04f00",
    pattern: "#a0548a",
    structure: "#00805c",
    undecided: "#6b6b74",
  },
  series: ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b58900", "#56b4e9", "#6b6b74"],
};

export const darkTheme: Theme = {
  isDark: true,
  fontFamily: sans,
  paper: "#17181c",
  ink: "#ececf1",
  muted: "#a6a6b2",
  grid: "#2e3037",
  border: "#9a9aa6",
  road: "#7d7d89",
  regimes: {
    noise: "#6cc0f5",
    order: "#ff9a52",
    pattern: "#e59cc8",
    structure: "#39d3a3",
    undecided: "#b4b4bf",
  },
  series: ["#6cc0f5", "#ff9a52", "#39d3a3", "#e59cc8", "#e6c34a", "#9fb4ff", "#b4b4bf"],
};

/** Each verdict has a shape too. */
const regimeShapes: Readonly<Record<Regime, string>> = {
  structure: "circle",
  pattern: "triangle",
  noise: "rect",
  order: "diamond",
  undecided: "circle",
};

/** The look of a point of a regime; undecided ones are hollow. */
export function regimeMark(regime: Regime, { paper, regimes: colors }: Theme) {
  const color = colors[regime];
  const itemStyle =
    regime === "undecided"
      ? { color: paper, borderColor: color, borderWidth: 1.8 }
      : { color, borderColor: paper, borderWidth: 0.8 };
  return { symbol: regimeShapes[regime], itemStyle };
}

/** Verdicts in the order of legends. */
export const regimes: readonly Regime[] = ["structure", "pattern", "noise", "order", "undecided"];
