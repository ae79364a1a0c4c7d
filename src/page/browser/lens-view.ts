import { firstAbove } from "../../core/collections.ts";
import { Lines, placeText } from "../../encodings/text-lines.ts";
import { characterAt, characterEnd } from "../../encodings/utf8.ts";
import { costScale, costStep, stepText } from "../../report/kit/cost-scale.ts";
import { escapeForTerminal } from "../../report/kit/format.ts";
import type { LensSpan } from "../../results/lens-schema.ts";
import { byId, h } from "./dom.ts";
import type { Look, Store } from "./store.ts";

/** The content of a lens. */
export interface ShownLens {
  readonly bytes: Uint8Array;
  /** bits of a byte; NaN: unknown */
  readonly costOf: (at: number) => number;
  /** whether to show lines of UTF-8, else bytes */
  readonly text: boolean;
  readonly spans: readonly LensSpan[];
}

export interface LensState extends Look {
  /** first byte of the selected character; null: none */
  readonly chosen: number | null;
}

const rowHeight = 20;
/** Rows drawn beyond the visible ones. */
const spare = 8;
const bytesInRow = 16;
const chosenClass = "lens-chosen";
const tabStop = 8;
const [tab, lineFeed, carriageReturn] = [9, 10, 13];

/** A text with the cost of each byte, as a list of rows; only the visible ones are in the document. */
export class LensView {
  readonly #box = byId("lens");
  readonly #rows = h("div", { class: "lens-rows" });
  readonly #store: Store<LensState>;
  /** rows in the document, by index */
  readonly #drawn = new Map<number, HTMLElement>();
  #shown: ShownLens;
  #lines: Lines;
  /** first bytes of all rows, ascending */
  #starts = new Uint32Array(0);

  constructor(shown: ShownLens, store: Store<LensState>) {
    this.#shown = shown;
    this.#store = store;
    this.#lines = new Lines(shown.bytes);
    this.#box.append(this.#rows);
    scale();
    this.#layOut();
    this.#box.addEventListener("scroll", () => this.#draw(), { passive: true });
    addEventListener("resize", () => this.#layOut());
    for (const kind of ["pointermove", "pointerdown"])
      this.#box.addEventListener(kind, (event) => this.#point(event));
    this.#box.addEventListener("keydown", (event) => this.#key(event));
    store.listen(["chosen"], () => {
      this.#mark();
      this.#describe();
    });
  }

  /** Shows another text in its place, keeping the scroll position. */
  load(shown: ShownLens): void {
    this.#shown = shown;
    this.#lines = new Lines(shown.bytes);
    const { chosen } = this.#store.state;
    if (chosen !== null && chosen >= shown.bytes.length) this.#store.change({ chosen: null });
    this.#layOut();
    this.#describe();
  }

  /** Scrolls to a character from elsewhere on the page. */
  show(offset: number): void {
    this.choose(offset);
    this.#box.focus();
  }

  /** Selects a character and scrolls to it. */
  choose(offset: number): void {
    const at = Math.max(0, Math.min(this.#shown.bytes.length - 1, offset));
    const top = this.#rowOf(at) * rowHeight;
    const { scrollTop, clientHeight } = this.#box;
    if (top < scrollTop || top + 2 * rowHeight > scrollTop + clientHeight)
      this.#box.scrollTop = Math.max(0, top - clientHeight / 3);
    this.#store.change({ chosen: at });
    this.#draw();
  }

  /** Breaks the text into rows of the available width. */
  #layOut(): void {
    const probe = h("span", { class: "lens-probe" }, "0".repeat(100));
    this.#box.append(probe);
    const letter = probe.getBoundingClientRect().width / 100 || 8;
    probe.remove();
    const room = Math.max(20, Math.floor(this.#box.clientWidth / letter) - this.#gutter() - 3);
    this.#starts = this.#shown.text ? this.#textRows(room) : this.#byteRows();
    this.#rows.style.height = `${this.#starts.length * rowHeight}px`;
    this.#rows.replaceChildren();
    this.#drawn.clear();
    this.#draw();
  }

  #textRows(room: number): Uint32Array<ArrayBuffer> {
    const starts: number[] = [];
    let columns = 0;
    let fresh = true;
    for (let at = 0; at < this.#shown.bytes.length; ) {
      const end = characterEnd(this.#shown.bytes, at);
      const byte = this.#shown.bytes[at]!;
      const width = byte >= 32 && byte < 127 ? 1 : this.#written(at, end, columns).length;
      if (fresh || (columns > 0 && columns + width > room)) {
        starts.push(at);
        columns = 0;
      }
      fresh = byte === lineFeed;
      columns += width;
      at = end;
    }
    return Uint32Array.from(starts);
  }

  #byteRows(): Uint32Array<ArrayBuffer> {
    return Uint32Array.from(
      { length: Math.ceil(this.#shown.bytes.length / bytesInRow) },
      (_, row) => row * bytesInRow,
    );
  }

  /** A character as shown: invisible and control characters are escaped. */
  #written(at: number, end: number, column: number): string {
    const byte = this.#shown.bytes[at]!;
    if (byte === lineFeed || (byte === carriageReturn && this.#shown.bytes[at + 1] === lineFeed)) return " ";
    if (byte === tab) return " ".repeat(tabStop - (column % tabStop));
    const character = characterAt(this.#shown.bytes, at, end);
    return character === null ? `\\x${byte.toString(16).padStart(2, "0")}` : escapeForTerminal(character);
  }

  #gutter(): number {
    return this.#shown.text ? String(this.#lines.starts.length).length : 8;
  }

  #draw(): void {
    const first = Math.max(0, Math.floor(this.#box.scrollTop / rowHeight) - spare);
    const last = Math.min(
      this.#starts.length,
      Math.ceil((this.#box.scrollTop + this.#box.clientHeight) / rowHeight) + spare,
    );
    for (const [row, element] of this.#drawn) {
      if (row >= first && row < last) continue;
      element.remove();
      this.#drawn.delete(row);
    }
    // Keeps drawn rows: rebuilding all takes longer than a frame.
    let below: HTMLElement | null = null;
    for (let row = last - 1; row >= first; row--) {
      let element = this.#drawn.get(row);
      if (element === undefined) {
        element = this.#row(row);
        this.#drawn.set(row, element);
        this.#rows.insertBefore(element, below);
      }
      below = element;
    }
    this.#mark();
  }

  /** Marks the selected character. */
  #mark(): void {
    for (const letter of [...this.#rows.getElementsByClassName(chosenClass)])
      letter.classList.remove(chosenClass);
    const { chosen } = this.#store.state;
    if (chosen === null) return;
    const row = this.#drawn.get(this.#rowOf(chosen));
    for (const letter of row?.querySelectorAll<HTMLElement>(`[data-at="${chosen}"]`) ?? [])
      letter.classList.add(chosenClass);
  }

  #row(row: number): HTMLElement {
    const start = this.#starts[row]!;
    const end = this.#starts[row + 1] ?? this.#shown.bytes.length;
    const element = h("div", { class: "lens-row" }, h("span", { class: "lens-gutter" }, this.#label(start)));
    element.style.top = `${row * rowHeight}px`;
    if (this.#shown.text) {
      let column = 0;
      for (let at = start; at < end; ) {
        const next = characterEnd(this.#shown.bytes, at);
        const text = this.#written(at, next, column);
        column += text.length;
        element.append(this.#letter(at, next, text));
        at = next;
      }
      return element;
    }
    for (let at = start; at < start + bytesInRow; at++) {
      const hex = at < end ? this.#shown.bytes[at]!.toString(16).padStart(2, "0") : "  ";
      element.append(at < end ? this.#letter(at, at + 1, hex) : hex, " ");
    }
    element.append(" ");
    for (let at = start; at < end; at++) {
      const byte = this.#shown.bytes[at]!;
      element.append(this.#letter(at, at + 1, byte >= 32 && byte < 127 ? String.fromCharCode(byte) : "."));
    }
    return element;
  }

  #letter(at: number, end: number, text: string): HTMLElement {
    const step = costStep(this.#bits(at, end));
    return h("bdi", { class: `cost-${step}`, "data-at": at }, text);
  }

  #label(start: number): string {
    if (!this.#shown.text) return start.toString(16).padStart(this.#gutter(), "0");
    const isFirst = start === 0 || this.#shown.bytes[start - 1] === lineFeed;
    const label = isFirst ? String(this.#lines.placeOf(start).line) : "";
    return label.padStart(this.#gutter());
  }

  /** NaN: unknown. */
  #bits(at: number, end: number): number {
    let bits = 0;
    for (let i = at; i < end; i++) bits += this.#shown.costOf(i);
    return bits;
  }

  #point(event: Event): void {
    const at = event.target instanceof HTMLElement ? event.target.dataset["at"] : undefined;
    if (at !== undefined) this.#store.change({ chosen: Number(at) });
  }

  #key(event: KeyboardEvent): void {
    const chosen = this.#store.state.chosen ?? 0;
    const page = Math.max(1, Math.floor(this.#box.clientHeight / rowHeight) - 1);
    const goals: Readonly<Record<string, () => number>> = {
      ArrowRight: () => this.#after(chosen),
      ArrowLeft: () => this.#before(chosen),
      ArrowDown: () => this.#verticalNeighbour(chosen, 1),
      ArrowUp: () => this.#verticalNeighbour(chosen, -1),
      PageDown: () => this.#verticalNeighbour(chosen, page),
      PageUp: () => this.#verticalNeighbour(chosen, -page),
      Home: () => 0,
      End: () => this.#before(this.#shown.bytes.length),
    };
    const goal = goals[event.key];
    if (goal === undefined || this.#shown.bytes.length === 0) return;
    event.preventDefault();
    this.choose(goal());
  }

  /** The byte after a character. */
  #after(at: number): number {
    return this.#shown.text ? characterEnd(this.#shown.bytes, at) : at + 1;
  }

  #before(at: number): number {
    if (!this.#shown.text || at === 0) return Math.max(0, at - 1);
    for (let back = 4; back > 1; back--)
      if (at - back >= 0 && characterEnd(this.#shown.bytes, at - back) === at) return at - back;
    return at - 1;
  }

  /** The same column of another row, or its last character. */
  #verticalNeighbour(at: number, rows: number): number {
    const row = this.#rowOf(at);
    const goal = Math.max(0, Math.min(this.#starts.length - 1, row + rows));
    const end = this.#starts[goal + 1] ?? this.#shown.bytes.length;
    let to = this.#starts[goal]!;
    for (let from = this.#starts[row]!; from < at; ) {
      const next = this.#after(to);
      if (next >= end) break;
      to = next;
      from = this.#after(from);
    }
    return to;
  }

  #rowOf(at: number): number {
    return Math.max(0, firstAbove(this.#starts, at) - 1);
  }

  #describe(): void {
    const at = this.#store.state.chosen;
    if (at === null) return;
    const bits = this.#bits(at, this.#after(at));
    const span = this.#shown.spans.find(({ start, end: last }) => start.offset <= at && at < last.offset);
    const where = this.#shown.text
      ? `${placeText({ offset: at, ...this.#lines.placeOf(at) })}, byte ${at}`
      : `byte ${at}`;
    const kind = span === undefined ? "" : spanText(span);
    byId("lens-place").textContent =
      `${where}: ${Number.isNaN(bits) ? "not known" : `${bits.toFixed(2)} bits`}${kind}`;
  }
}

/** Colours by class, and what they mean. */
function scale(): void {
  const rules = costScale.flatMap(({ page }, step) =>
    page === null ? [] : [`.cost-${step}{background:${page[0]};color:${page[1]}}`],
  );
  document.head.append(h("style", {}, rules.join("")));
  byId("lens-legend").append(
    ...costScale.map((_, step) => h("span", { class: `cost cost-${step}` }, stepText(step))),
    h("span", { class: "note" }, "bits"),
  );
}

function spanText({ kind, bytes, rate, copyOf }: LensSpan): string {
  const what = copyOf === null ? kind : `copy of ${placeText(copyOf)}`;
  return ` · ${what}, ${bytes} bytes${rate === null ? "" : `, ${rate.toFixed(2)} bit/byte`}`;
}
