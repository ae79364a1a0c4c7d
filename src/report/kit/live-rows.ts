import type { QuantityId } from "../../core/quantities.ts";
import type { View } from "./renderer.ts";

/** What is known of a report before anything is measured. */
export interface Expected {
  /** of the rows to come, in their order */
  readonly names: readonly string[];
  /** how many of them are bundled corpora */
  readonly corpora?: number;
  /** what is measured; null: samples are placed on the spectrum */
  readonly estimators: readonly { readonly id: string; readonly quantity: QuantityId }[] | null;
}

/** A report that can be written while its rows are measured. `Start` is what is known of it before. */
export interface LiveRows<Row, Result, Start = Expected> {
  /** what stands before the rows, and how each is written: by its place among those expected, as the nth of those that are there */
  begin(
    expected: Start,
    view: View,
  ): { readonly head: string; row(row: Row, place: number, nth: number): string };
  /** what stands after them */
  end(result: Result, view: View): Iterable<string>;
}

/** The same text of a report that is there already, for formats whose rows are written alike whatever comes. */
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
