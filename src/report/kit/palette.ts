import { Chalk, type ChalkInstance } from "chalk";
import type { Regime } from "../../results/report.ts";

export interface Palette {
  readonly regime: (regime: Regime | null, text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly failure: (text: string) => string;
  readonly command: (text: string) => string;
}

/**
 * Colours of everything a terminal shows; plain text when colour is off. The hues stay apart for colour-blind
 * readers (blue, orange, green-yellow), and no meaning rests on colour alone.
 */
export function paletteFor(color: boolean): Palette {
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
