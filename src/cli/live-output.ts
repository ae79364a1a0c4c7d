import type { LiveRows } from "../report/kit/live-rows.ts";
import type { View } from "../report/kit/renderer.ts";
import type { LiveSink } from "./command.ts";
import { type Io, write } from "./io.ts";
import { joined } from "./write-output.ts";

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
  #written: Promise<unknown> = Promise.resolve(true);
  #fault: unknown;

  readonly #clearProgress: () => void;

  /** @param clearProgress takes the line of progress away, which may stand in the same terminal */
  constructor(rows: LiveRows<Row, Result, Start>, view: View, io: Io, clearProgress: () => void) {
    this.#rows = rows;
    this.#clearProgress = clearProgress;
    this.#view = view;
    this.#io = io;
  }

  begin(expected: Start): void {
    const { head, row } = this.#rows.begin(expected, this.#view);
    this.#writeRow = row;
    this.#print(head);
  }

  row(row: Row | undefined, place: number): void {
    this.#waiting.set(place, row);
    let text = "";
    while (this.#waiting.has(this.#next)) {
      const one = this.#waiting.get(this.#next);
      this.#waiting.delete(this.#next++);
      if (one !== undefined) text += this.#writeRow!(one, this.#next - 1, this.#printed++);
    }
    this.#print(text);
  }

  /** What stands after the rows. @throws the stream's error, whenever it came */
  async end(result: Result): Promise<void> {
    for (const piece of joined(this.#rows.end(result, this.#view))) {
      this.#print(piece);
      await this.#written;
    }
    await this.#written;
    if (this.#fault !== undefined) throw this.#fault;
  }

  #print(text: string): void {
    if (text === "") return;
    this.#clearProgress();
    this.#written = this.#written
      .then((heard) => (heard === false ? false : write(this.#io.stdout, text)))
      .catch((error: unknown) => {
        this.#fault ??= error;
        return false;
      });
  }
}
