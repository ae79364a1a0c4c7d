import type { QuantityId } from "../../core/quantities.ts";
import type { View } from "./renderer.ts";

/** What is known about a report before the first measurement. */
export interface ExpectedRows {
  /** of the expected rows, in order */
  readonly names: readonly string[];
  /** number of bundled corpora among them */
  readonly corpora?: number;
  /** number of files that the rows stand for, one row a type; absent: a row is one input */
  readonly files?: number;
  /** the estimators; null: samples are placed on the spectrum */
  readonly estimators: readonly { readonly id: string; readonly quantity: QuantityId }[] | null;
}

/** A report that can be written while its rows are measured. `Start` is what is known before. */
export interface LiveRows<Row, Result, Start = ExpectedRows> {
  /** the text before the rows, and the writer of a row: by its index among the expected ones and among those present */
  begin(
    expected: Start,
    view: View,
  ): { readonly head: string; row(row: Row, place: number, nth: number): string };
  /** the text after them */
  end(result: Result, view: View): Iterable<string>;
}

/** The same text from a finished report, for formats that write each row alike. */
export function wholeOf<Row, Result extends { readonly samples: Iterable<Row> }>({
  begin,
  end,
}: LiveRows<Row, Result>): (result: Result, view: View) => Iterable<string> {
  return function* (result, view) {
    const { head, row } = begin({ names: [], estimators: null }, view);
    if (head !== "") yield head;
    let nth = 0;
    for (const one of result.samples) yield row(one, nth, nth++);
    yield* end(result, view);
  };
}
