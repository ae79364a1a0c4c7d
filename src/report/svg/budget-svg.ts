import { ternaryMargin } from "../charts/budget-ternary.ts";
import { type BudgetMark, budgetMarksOf, labelledBudgetOption } from "../charts/labelled-budget.ts";
import { titledSvg, titleRoom } from "../charts/svg.ts";
import { lightTheme } from "../charts/theme.ts";
import { percentText } from "../kit/figures.ts";
import type { Renderer } from "../kit/renderer.ts";

const [width, plotHeight, legend] = [1000, 480, 34];

/** The shares of log2 A in each sample - random, learned, order - as one self-contained picture. */
export const renderBudgetSvg: Renderer = (report) => {
  const marks = budgetMarksOf(report);
  const margin = {
    ...ternaryMargin,
    top: titleRoom + ternaryMargin.top,
    bottom: ternaryMargin.bottom + legend,
  };
  const size = { width, height: margin.top + plotHeight + margin.bottom };
  const own = marks.filter(({ isReference }) => !isReference);
  const words = {
    title: "Budget: where log₂ A goes",
    subtitle: `${own.length} samples  ·  shares of log₂ A, bit/symbol  ·  bars: 95 % intervals`,
    description: `Shares of log2 A. ${own.map(described).join("; ")}.`,
  };
  return titledSvg(labelledBudgetOption(marks, lightTheme, { ...size, margin }), size, words);
};

function described({ name, random, learned, free }: BudgetMark): string {
  return `${name}: random ${percentText(random)}, learned ${percentText(learned)}, free ${percentText(free)}`;
}
