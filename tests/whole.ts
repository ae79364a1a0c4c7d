/** Whether all of it is tried of what the slow tests try a fixed part: `npm run test:whole`. */
export const whole = process.env["MESOSCOPE_WHOLE"] === "1";

/** One of `k` cases, the first of them first; all with `npm run test:whole`. */
export function oneOf<Case>(k: number, cases: readonly Case[]): Case[] {
  return whole ? [...cases] : cases.filter((_, i) => i % k === 0);
}
