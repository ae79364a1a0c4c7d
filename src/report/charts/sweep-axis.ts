import { largestOf, smallestOf } from "../../core/extremes.ts";
import { formatCount } from "../kit/format.ts";

/** The axis that a panel of a sweep runs along. */
export interface SweepAxis {
  readonly name: string;
  /** places of the values, ascending */
  readonly places: readonly number[];
  /** the values as they were written */
  readonly labels: readonly string[];
}

/** Values over a wider ratio stand at their logarithms. */
const wideRatio = 30;

/** The values of a parameter: numbers where they lie, others side by side in the order they were written. */
export function valueAxis(name: string, written: readonly string[]): SweepAxis {
  const labels = [...new Set(written)];
  const numbers = labels.map(Number);
  if (labels.some((label, i) => label.trim() === "" || !Number.isFinite(numbers[i]!))) {
    return { name, places: labels.map((_, i) => i), labels };
  }
  const [least, most] = [smallestOf(numbers), largestOf(numbers)];
  const isWide = least > 0 && most / least >= wideRatio;
  const inOrder = [...numbers.keys()].sort((a, b) => numbers[a]! - numbers[b]!);
  const place = (i: number) => (isWide ? Math.log10(numbers[i]!) : numbers[i]!);
  return { name, places: inOrder.map(place), labels: inOrder.map((i) => labels[i]!) };
}

/** Numbers of symbols, at their logarithms. */
export function sizeAxis(sizes: readonly number[]): SweepAxis {
  return { name: "n, symbols", places: sizes.map(Math.log10), labels: sizes.map(formatCount) };
}

/** The value at a place; nothing between the values. */
export function labelAt({ places, labels }: SweepAxis, place: number): string {
  return labels[places.findIndex((one) => Math.abs(one - place) < 1e-9)] ?? "";
}
