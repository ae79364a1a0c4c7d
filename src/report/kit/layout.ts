import { Chalk, type ChalkInstance } from "chalk";
import type { Coordinate, Figure, Regime } from "../../results/report.ts";
import { columnText, coordinateText, figureText, paragraph, printed } from "./figures.ts";
import { escapeForTerminal } from "./format.ts";
import { plainTable } from "./plain-table.ts";
import type { View } from "./renderer.ts";
import { fitWidth } from "./text-width.ts";

interface Palette {
  readonly regime: (regime: Regime | null, text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly failure: (text: string) => string;
  readonly command: (text: string) => string;
}

/**
 * Colours of all terminal output; plain text when colour is off. Colour-blind readers can distinguish the hues (blue, orange,
 * green-yellow), and no meaning depends on colour alone.
 */
function paletteFor(color: boolean): Palette {
  const chalk = new Chalk({ level: color ? 2 : 0 });
  const byRegime: Record<Regime, ChalkInstance> = {
    noise: chalk.ansi256(75),
    order: chalk.ansi256(214),
    pattern: chalk.ansi256(180),
    structure: chalk.ansi256(113),
    undecided: chalk.ansi256(182),
  };
  return {
    regime: (regime, text) => (regime === null ? text : byRegime[regime](text)),
    dim: (text) => chalk.dim(text),
    bold: (text) => chalk.bold(text),
    warning: (text) => chalk.yellow(text),
    failure: (text) => chalk.red(text),
    command: (text) => chalk.cyan(text),
  };
}

type Measured = Pick<Figure, "value" | "interval">;

/** Colours, signs and common parts of a text for people, for one view. */
export interface Layout extends Palette {
  readonly view: View;
  /** columns of prose and tables: limited to a readable width */
  readonly columns: number;
  /** between the ends of an interval */
  readonly dash: string;
  readonly plusMinus: string;
  /** escapes characters that control a terminal */
  escape(text: string): string;
  /** cuts the middle of a text to a number of columns */
  cut(text: string, columns: number): string;
  /** an untrusted name: `escape`, then `cut` */
  name(text: string, columns: number): string;
  /** wraps sentences to the width; indents the lines after the first */
  paragraph(text: string, indent?: number): string;
  /** a heading, and what is below it */
  title(name: string, about: string): string;
  /** @param right columns that are right-aligned */
  table(head: readonly string[], body: readonly (readonly string[])[], right: readonly number[]): string;
  /** a number with its error */
  figure(figure: Measured): string;
  /** a number with its error at a fixed number of decimals, for columns that readers compare */
  column(figure: Measured, decimals: number): string;
  /** a number with its error and unit; `-` where there is none */
  coordinate(coordinate: Coordinate): string;
  /** joins sections with an empty line between them; skips undefined ones */
  text(sections: readonly (string | undefined)[]): string;
}

export function layoutFor(view: View): Layout {
  const { ascii } = view;
  const palette = paletteFor(view.color);
  const escaped = (text: string) => escapeForTerminal(text, ascii);
  const cut = (text: string, columns: number) => fitWidth(text, columns, ascii ? "~" : "…");
  return {
    ...palette,
    view,
    columns: Math.min(view.width, 100),
    dash: ascii ? "-" : "–",
    plusMinus: ascii ? "+-" : "±",
    escape: escaped,
    cut,
    name: (text, columns) => cut(escaped(text), columns),
    paragraph: (text, indent) => paragraph(text, view, indent),
    title: (name, about) => palette.bold(name) + palette.dim(`  ${about}`),
    table: (head, body, right) => plainTable(head.map(palette.dim), body, right),
    figure: (figure) => figureText(figure, view),
    column: (figure, decimals) => columnText(figure, decimals, view),
    coordinate: (coordinate) => coordinateText(coordinate, view),
    text: (sections) => `${printed(sections.filter((one) => one !== undefined).join("\n\n"))}\n`,
  };
}
