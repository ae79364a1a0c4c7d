import { WordIds } from "../statistics/k-gram-ids.ts";
import type { SettlingWords } from "./grow-machine.ts";
import { pastMatters, type WordView } from "./word-view.ts";

/** Longest words looked at. */
export const longestWord = 10;
const wordsTried = 128;
/** Occurrences that a word needs to be looked at. */
const leastOccurrences = 64;
/** A word settles the state where its past matters with no smaller p-value than this. */
const settlesAt = 1e-3;

/** The words, of growing length, after which the past no longer matters. */
export class SettlingWordList implements SettlingWords {
  readonly #view: WordView;
  readonly #words: WordIds;
  /** by length: shape (n,), words by their first place */
  readonly #ids: Int32Array[] = [];
  /** by length: places after each settling word, most frequent first */
  readonly #settling: Map<string, Int32Array>[] = [];

  constructor(view: WordView) {
    this.#view = view;
    this.#words = WordIds.start(view.symbols, view.segmentEnds, view.alphabetSize);
  }

  /** Looks at words one symbol longer, at first at the empty one; false when none occurs often enough. */
  extend(): boolean {
    const { symbols } = this.#view;
    const length = this.#settling.length;
    const settling = new Map<string, Int32Array>();
    this.#settling.push(settling);
    if (length === 0) {
      const everywhere = Int32Array.from({ length: symbols.length }, (_, i) => i);
      this.#ids.push(new Int32Array(symbols.length));
      if (pastMatters(this.#view, everywhere, 0) >= settlesAt) settling.set("0:0", everywhere);
      return true;
    }
    while (this.#words.order < length) this.#words.extend();
    this.#ids.push(this.#words.ids.slice());
    const frequent = Array.from(this.#words.counts, (count, id) => ({ id, count }))
      .filter(({ count }) => count >= leastOccurrences)
      .sort((a, b) => b.count - a.count || a.id - b.id)
      .slice(0, wordsTried);
    const lists = new Map(frequent.map(({ id, count }) => [id, { places: new Int32Array(count), count: 0 }]));
    const { segmentStarts } = this.#view;
    for (let i = 0; i + length < symbols.length; i++) {
      const list = lists.get(this.#words.ids[i]!);
      const place = i + length;
      if (list !== undefined && segmentStarts[place] === segmentStarts[i]) list.places[list.count++] = place;
    }
    for (const [id, list] of lists) {
      const places = list.places.subarray(0, list.count);
      if (pastMatters(this.#view, places, length) >= settlesAt) settling.set(`${length}:${id}`, places);
    }
    return frequent.length > 0;
  }

  /** Names of the settling words of one length, most frequent first. */
  words(length: number): string[] {
    return [...this.#settling[length]!.keys()];
  }

  nameBefore(place: number, known: number): string | undefined {
    for (let length = 0; length <= known && length < this.#ids.length; length++) {
      const name = `${length}:${this.#ids[length]![place - length]}`;
      if (this.#settling[length]!.has(name)) return name;
    }
    return undefined;
  }

  placesAfter(name: string): Int32Array {
    return this.#settling[Number(name.slice(0, name.indexOf(":")))]!.get(name)!;
  }
}
