/** The unit lives in the quantity and nowhere else; base 2 everywhere. */
export type Unit = "bit" | "bit/symbol" | "bit/byte" | "bit symbol" | "symbol" | "1";

/** What can be asked of a source or a corpus. Estimators answer a quantity, sources state its truth. */
export interface Quantity {
  readonly title: string;
  readonly symbol: string;
  readonly unit: Unit;
  readonly definition: string;
  readonly reference: string;
  /** closed range a true value lies in, for alphabet size A */
  readonly range: (alphabetSize: number) => readonly [lower: number, upper: number];
}

export const nonNegative = () => [0, Number.POSITIVE_INFINITY] as const;
export const entropyRange = (alphabetSize: number) => [0, Math.log2(Math.max(1, alphabetSize))] as const;
export const anyReal = () => [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
export const unitInterval = () => [0, 1] as const;
