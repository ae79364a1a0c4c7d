import { formatNumber } from "../../report/kit/format.ts";
import type { Finding } from "./judge.ts";

/** A value or limit of a finding: a few dozen files do not determine the tail of shares beyond a per cent. */
export const valueText = (value: number, quantity: string): string =>
  quantity === "newWords" ? `${Math.round(100 * value)} %` : formatNumber(value);

/** What is unusual: `6.2 bit/byte over 256 bytes`, `420 bit in one word`, `86 % of its words are in no other file`. */
export function findingText({
  quantity,
  at,
  unit,
  value,
}: Pick<Finding, "quantity" | "at" | "unit" | "value">): string {
  const shown = valueText(value, quantity);
  if (quantity === "newWords") return `${shown} of its words are in no other file`;
  return `${shown} ${unit} ${at === null ? "in one word" : `over ${at} bytes`}`;
}
