/** Whether all runs are asked for, not the subset: MESOSCOPE_CALIBRATE=1. */
export const complete = process.env["MESOSCOPE_CALIBRATE"] === "1";

/** All cases in the campaign, else the first of every few. */
export function casesOf<Case>(all: readonly Case[], every: number): Case[] {
  return all.filter((_, i) => complete || i % every === 0);
}

/** In the campaign, a line with what a source gave: a test that passes says no figures. */
export function report(source: string, figures: Readonly<Record<string, number>>): void {
  if (!complete) return;
  const shown = Object.entries(figures).map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`);
  process.stderr.write(`${source}: ${shown.join(", ")}\n`);
}
