import type { LiveRows } from "../report/kit/live-rows.ts";
import type { View } from "../report/kit/renderer.ts";
import { foldForNarrow } from "../report/kit/text-width.ts";
import type { LiveSink } from "./command.ts";
import { type Io, write } from "./io.ts";
import { joined } from "./write-output.ts";

/** Milliseconds between two writes: each leaves something in memory for a while, and there may be a million rows. */
const between = 50;

/** Prints a report while its rows come in. */
export class LiveOutput<Row, Result, Start> implements LiveSink<Row, Start> {
  readonly #rows: LiveRows<Row, Result, Start>;
  readonly #view: View;
  readonly #io: Io;
  /** rows whose turn has not come, by their place */
  readonly #waiting = new Map<number, Row | undefined>();
  #writeRow: ((row: Row, place: number, nth: number) => string) | undefined;
  /** the next place */
  #next = 0;
  /** rows printed so far; places without a row do not count */
  #printed = 0;
  #unwritten = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** when something was written, in ms */
  #last = Number.NEGATIVE_INFINITY;
  /** until all that was printed is written */
  #writing: Promise<void> | undefined;
  /** whether anybody reads what is written */
  #isHeard = true;
  #fault: unknown;

  readonly #clearProgress: () => void;
  readonly #folds: boolean;

  /**
   * @param clearProgress takes the line of progress away, which may stand in the same terminal
   * @param folds whether lines that do not fit into a narrow terminal are broken at blanks
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
    // Where nothing can be measured at all, the head would be all there is.
    this.#unwritten += head;
  }

  row(row: Row | undefined, place: number): void {
    if (place !== this.#next) {
      this.#waiting.set(place, row);
      return;
    }
    let text = this.#nextText(row);
    while (this.#waiting.has(this.#next)) {
      const one = this.#waiting.get(this.#next);
      this.#waiting.delete(this.#next);
      text += this.#nextText(one);
    }
    this.#print(text);
  }

  #nextText(row: Row | undefined): string {
    const place = this.#next++;
    return row === undefined ? "" : this.#writeRow!(row, place, this.#printed++);
  }

  /** What stands after the rows. @throws the stream's error, whenever it came */
  async end(result: Result): Promise<void> {
    await this.#write();
    for (const piece of joined(this.#rows.end(result, this.#view))) {
      this.#unwritten += piece;
      await this.#write();
    }
    if (this.#fault !== undefined) throw this.#fault;
  }

  #print(text: string): void {
    if (text === "") return;
    this.#unwritten += text;
    if (this.#timer !== undefined || this.#writing !== undefined) return;
    const wait = this.#last + between - performance.now();
    if (wait <= 0) void this.#write();
    else this.#timer = setTimeout(() => void this.#write(), wait);
  }

  /** Writes all that was printed. */
  #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#unwritten !== "") {
      const text = this.#unwritten;
      this.#unwritten = "";
      if (!this.#isHeard) continue;
      this.#clearProgress();
      try {
        const shown = this.#folds ? foldForNarrow(text, this.#view) : text;
        this.#isHeard = await write(this.#io.stdout, shown);
      } catch (error) {
        this.#fault ??= error;
        this.#isHeard = false;
      }
      this.#last = performance.now();
    }
  }
}
