import type { LiveRows } from "../report/kit/live-rows.ts";
import type { View } from "../report/kit/renderer.ts";
import { foldForNarrow } from "../report/kit/text-width.ts";
import type { LiveSink } from "./command.ts";
import { type Io, write } from "./io.ts";
import { joined } from "./write-output.ts";

/** Milliseconds between two writes: each leaves some garbage, and there may be a million rows. */
const between = 50;

/** Prints a report while its rows come in. */
export class LiveOutput<Row, Result, Start> implements LiveSink<Row, Start> {
  readonly #rows: LiveRows<Row, Result, Start>;
  readonly #view: View;
  readonly #io: Io;
  /** rows that are not next yet, by their index */
  readonly #outOfOrder = new Map<number, Row | undefined>();
  #writeRow: ((row: Row, place: number, nth: number) => string) | undefined;
  /** the next index */
  #next = 0;
  /** rows printed so far; missing rows do not count */
  #printed = 0;
  #buffer = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** time of the last write, in ms */
  #last = Number.NEGATIVE_INFINITY;
  /** pending writes */
  #pending: Promise<void> | undefined;
  /** whether the reader continues */
  #hasReader = true;
  #fault: unknown;

  readonly #clearProgress: () => void;
  readonly #folds: boolean;

  /**
   * @param clearProgress removes the line of progress, which may be on the same terminal
   * @param folds whether to wrap lines for a narrow terminal
   */
  constructor(
    rows: LiveRows<Row, Result, Start>,
    view: View,
    io: Io,
    clearProgress: () => void,
    folds: boolean,
  ) {
    this.#folds = folds;
    this.#rows = rows;
    this.#clearProgress = clearProgress;
    this.#view = view;
    this.#io = io;
  }

  begin(expected: Start): void {
    const { head, row } = this.#rows.begin(expected, this.#view);
    this.#writeRow = row;
    // Delays the head, since there may be no rows at all.
    this.#buffer += head;
  }

  row(row: Row | undefined, place: number): void {
    if (place !== this.#next) {
      this.#outOfOrder.set(place, row);
      return;
    }
    let text = this.#nextText(row);
    while (this.#outOfOrder.has(this.#next)) {
      const one = this.#outOfOrder.get(this.#next);
      this.#outOfOrder.delete(this.#next);
      text += this.#nextText(one);
    }
    this.#print(text);
  }

  #nextText(row: Row | undefined): string {
    const place = this.#next++;
    return row === undefined ? "" : this.#writeRow!(row, place, this.#printed++);
  }

  /** Prints the text after the rows. @throws the stream's error, whenever it occurred */
  async end(result: Result): Promise<void> {
    await this.#write();
    for (const piece of joined(this.#rows.end(result, this.#view))) {
      this.#buffer += piece;
      await this.#write();
    }
    if (this.#fault !== undefined) throw this.#fault;
  }

  #print(text: string): void {
    if (text === "") return;
    this.#buffer += text;
    if (this.#timer !== undefined || this.#pending !== undefined) return;
    const wait = this.#last + between - performance.now();
    if (wait <= 0) void this.#write();
    else this.#timer = setTimeout(() => void this.#write(), wait);
  }

  /** Writes what is buffered. */
  #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending ??= this.#writeAll().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  async #writeAll(): Promise<void> {
    while (this.#buffer !== "") {
      const text = this.#buffer;
      this.#buffer = "";
      if (!this.#hasReader) continue;
      this.#clearProgress();
      try {
        const shown = this.#folds ? foldForNarrow(text, this.#view) : text;
        this.#hasReader = await write(this.#io.stdout, shown);
      } catch (error) {
        this.#fault ??= error;
        this.#hasReader = false;
      }
      this.#last = performance.now();
    }
  }
}
