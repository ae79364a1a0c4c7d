/** One step of the colour scale of costs, the same for every text. */
export interface CostStep {
  /** least cost of the step, bits */
  readonly from: number;
  /** the mark without colour */
  readonly mark: string;
  /** of 256 colours, for terminals: background and letter; null: the terminal's own */
  readonly many: readonly [back: number, ink: number] | null;
  /** of 16 colours: the codes of both */
  readonly few: readonly [back: number, ink: number] | null;
  /** for pages */
  readonly page: readonly [back: string, ink: string] | null;
}

const [white, black] = [15, 16];

/**
 * The scale: near 0 bits without colour, then from blue over grey to yellow, each step lighter than the one before, so that it
 * is ordered without hue too. Source of the colours: Nunez, Anderton & Renslow 2018, PLoS ONE 13(7) (cividis).
 */
export const costScale: readonly CostStep[] = [
  { from: 0, mark: " ", many: null, few: null, page: null },
  { from: 0.25, mark: ".", many: [17, white], few: null, page: ["#00224e", "#ffffff"] },
  { from: 1, mark: "1", many: [24, white], few: [44, 97], page: ["#2f4b7c", "#ffffff"] },
  { from: 2, mark: "2", many: [60, white], few: [44, 97], page: ["#575d6d", "#ffffff"] },
  { from: 3, mark: "3", many: [102, black], few: [46, 30], page: ["#8c8879", "#000000"] },
  { from: 4, mark: "4", many: [144, black], few: [46, 30], page: ["#ada376", "#000000"] },
  { from: 6, mark: "6", many: [185, black], few: [43, 30], page: ["#d6c767", "#000000"] },
  { from: 8, mark: "8", many: [227, black], few: [47, 30], page: ["#ffee55", "#000000"] },
];

/** The step of a cost. @param bits NaN: unknown @returns -1 for NaN */
export function costStep(bits: number): number {
  if (Number.isNaN(bits)) return -1;
  let step = costScale.length - 1;
  while (step > 0 && bits < costScale[step]!.from) step--;
  return step;
}

/** The meaning of a step, in words. */
export function stepText(step: number): string {
  const from = decimal(costScale[step]!.from);
  const to = costScale[step + 1];
  if (to === undefined) return `${from} and more`;
  return step === 0 ? `less than ${decimal(to.from)}` : `${from}-${decimal(to.from)}`;
}

const decimal = (bits: number) => String(bits).replace(/^0\./, ".");

/**
 * A text in the colour of a step; the colour ends with the text, so that pagers can begin anywhere.
 *
 * @param few whether the terminal has only 16 colours
 */
export function inCostColour(text: string, step: number, few: boolean): string {
  const { many = null, few: basic = null } = costScale[step] ?? {};
  if (few) return basic === null ? text : `\u001b[${basic[0]};${basic[1]}m${text}\u001b[0m`;
  return many === null ? text : `\u001b[48;5;${many[0]};38;5;${many[1]}m${text}\u001b[0m`;
}
