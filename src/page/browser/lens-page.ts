import { characterAt, characterEnd, Lines } from "../../lens/characters.ts";
import type { LensPlace, LensSpan } from "../../lens/schema.ts";
import { costScale, costStep, stepText } from "../../report/kit/cost-scale.ts";
import { escapeForTerminal } from "../../report/kit/format.ts";
import { stepsOfBit, unknownCost } from "../lens-costs.ts";
import type { LensPageData } from "../lens-page-data.ts";
import { byId, h } from "./dom.ts";
import { createStore, type Look, type Store, systemLook } from "./store.ts";

interface LensState extends Look {
  /** first byte of the chosen character; null: none yet */
  readonly chosen: number | null;
}

const rowHeight = 20;
/** Rows that are drawn beyond what is seen. */
const spare = 8;
const bytesInRow = 16;
const tabStop = 8;
const [tab, lineFeed, carriageReturn] = [9, 10, 13];

/** The page of a lens: only the rows that are seen are in the document. */
export function lensPage(data: LensPageData): Store<LensState> {
  const store = createStore<LensState>({ ...systemLook(), chosen: null });
  const [bytes, costs] = [decoded(data.bytes), decoded(data.costs)];
  scale();
  const view = new LensView(data, bytes, costs, store);
  spanTable(data.spans, (offset) => view.show(offset));
  return store;
}

/** Bytes of base64, as they were. */
function decoded(text: string): Uint8Array {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
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

class LensView {
  readonly #box = byId("lens");
  readonly #rows = h("div", { class: "lens-rows" });
  readonly #bytes: Uint8Array;
  readonly #costs: Uint8Array;
  readonly #text: boolean;
  readonly #spans: readonly LensSpan[];
  readonly #lines: Lines;
  readonly #store: Store<LensState>;
  /** first bytes of all rows, ascending */
  #starts = new Uint32Array(0);

  constructor({ text, spans }: LensPageData, bytes: Uint8Array, costs: Uint8Array, store: Store<LensState>) {
    this.#bytes = bytes;
    this.#costs = costs;
    this.#text = text;
    this.#spans = spans;
    this.#store = store;
    this.#lines = new Lines(bytes);
    this.#box.append(this.#rows);
    this.#lay();
    this.#box.addEventListener("scroll", () => this.#draw(), { passive: true });
    addEventListener("resize", () => this.#lay());
    for (const kind of ["pointermove", "pointerdown"])
      this.#box.addEventListener(kind, (event) => this.#point(event));
    this.#box.addEventListener("keydown", (event) => this.#key(event));
    store.listen((_, changed) => {
      if (!changed("chosen")) return;
      this.#draw();
      this.#say();
    });
  }

  /** Goes to a character from elsewhere on the page. */
  show(offset: number): void {
    this.choose(offset);
    this.#box.focus();
  }

  /** Goes to a character and shows it. */
  choose(offset: number): void {
    const at = Math.max(0, Math.min(this.#bytes.length - 1, offset));
    const top = this.#rowOf(at) * rowHeight;
    const { scrollTop, clientHeight } = this.#box;
    if (top < scrollTop || top + 2 * rowHeight > scrollTop + clientHeight)
      this.#box.scrollTop = Math.max(0, top - clientHeight / 3);
    this.#store.change({ chosen: at });
    this.#draw();
  }

  /** Breaks the text into rows of the width that there is. */
  #lay(): void {
    const probe = h("span", { class: "lens-probe" }, "0".repeat(100));
    this.#box.append(probe);
    const letter = probe.getBoundingClientRect().width / 100 || 8;
    probe.remove();
    const room = Math.max(20, Math.floor(this.#box.clientWidth / letter) - this.#gutter() - 3);
    this.#starts = this.#text ? this.#textRows(room) : this.#byteRows();
    this.#rows.style.height = `${this.#starts.length * rowHeight}px`;
    this.#draw();
  }

  #textRows(room: number): Uint32Array<ArrayBuffer> {
    const starts: number[] = [];
    let columns = 0;
    let fresh = true;
    for (let at = 0; at < this.#bytes.length; ) {
      const end = characterEnd(this.#bytes, at);
      const byte = this.#bytes[at]!;
      const width = byte >= 32 && byte < 127 ? 1 : this.#shown(at, end, columns).length;
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
      { length: Math.ceil(this.#bytes.length / bytesInRow) },
      (_, row) => row * bytesInRow,
    );
  }

  /** A character as it is shown: what cannot be seen, or would act, is written out. */
  #shown(at: number, end: number, column: number): string {
    const byte = this.#bytes[at]!;
    if (byte === lineFeed || (byte === carriageReturn && this.#bytes[at + 1] === lineFeed)) return " ";
    if (byte === tab) return " ".repeat(tabStop - (column % tabStop));
    const character = characterAt(this.#bytes, at, end);
    return character === null ? `\\x${byte.toString(16).padStart(2, "0")}` : escapeForTerminal(character);
  }

  #gutter(): number {
    return this.#text ? String(this.#lines.starts.length).length : 8;
  }

  #draw(): void {
    const first = Math.max(0, Math.floor(this.#box.scrollTop / rowHeight) - spare);
    const last = Math.min(
      this.#starts.length,
      Math.ceil((this.#box.scrollTop + this.#box.clientHeight) / rowHeight) + spare,
    );
    this.#rows.replaceChildren(
      ...Array.from({ length: Math.max(0, last - first) }, (_, i) => this.#row(first + i)),
    );
  }

  #row(row: number): HTMLElement {
    const start = this.#starts[row]!;
    const end = this.#starts[row + 1] ?? this.#bytes.length;
    const element = h("div", { class: "lens-row" }, h("span", { class: "lens-gutter" }, this.#label(start)));
    element.style.top = `${row * rowHeight}px`;
    if (this.#text) {
      let column = 0;
      for (let at = start; at < end; ) {
        const next = characterEnd(this.#bytes, at);
        const text = this.#shown(at, next, column);
        column += text.length;
        element.append(this.#letter(at, next, text));
        at = next;
      }
      return element;
    }
    for (let at = start; at < start + bytesInRow; at++) {
      const hex = at < end ? this.#bytes[at]!.toString(16).padStart(2, "0") : "  ";
      element.append(at < end ? this.#letter(at, at + 1, hex) : hex, " ");
    }
    element.append(" ");
    for (let at = start; at < end; at++) {
      const byte = this.#bytes[at]!;
      element.append(this.#letter(at, at + 1, byte >= 32 && byte < 127 ? String.fromCharCode(byte) : "."));
    }
    return element;
  }

  #letter(at: number, end: number, text: string): HTMLElement {
    const step = costStep(this.#bits(at, end));
    const chosen = this.#store.state.chosen === at ? " lens-chosen" : "";
    return h("bdi", { class: `cost-${step}${chosen}`, "data-at": at }, text);
  }

  #label(start: number): string {
    if (!this.#text) return start.toString(16).padStart(this.#gutter(), "0");
    const isFirst = start === 0 || this.#bytes[start - 1] === lineFeed;
    const label = isFirst ? String(this.#lines.placeOf(start).line) : "";
    return label.padStart(this.#gutter());
  }

  /** NaN: nothing is known. */
  #bits(at: number, end: number): number {
    let bits = 0;
    for (let i = at; i < end; i++)
      bits += this.#costs[i] === unknownCost ? Number.NaN : this.#costs[i]! / stepsOfBit;
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
      ArrowRight: () => (this.#text ? characterEnd(this.#bytes, chosen) : chosen + 1),
      ArrowLeft: () => this.#before(chosen),
      ArrowDown: () => this.#down(chosen, 1),
      ArrowUp: () => this.#down(chosen, -1),
      PageDown: () => this.#down(chosen, page),
      PageUp: () => this.#down(chosen, -page),
      Home: () => 0,
      End: () => this.#before(this.#bytes.length),
    };
    const goal = goals[event.key];
    if (goal === undefined || this.#bytes.length === 0) return;
    event.preventDefault();
    this.choose(goal());
  }

  #before(at: number): number {
    if (!this.#text || at === 0) return Math.max(0, at - 1);
    for (let back = 4; back > 1; back--)
      if (at - back >= 0 && characterEnd(this.#bytes, at - back) === at) return at - back;
    return at - 1;
  }

  /** The same place of another row, or the last character of it. */
  #down(at: number, rows: number): number {
    const row = this.#rowOf(at);
    const goal = Math.max(0, Math.min(this.#starts.length - 1, row + rows));
    const end = this.#starts[goal + 1] ?? this.#bytes.length;
    let to = this.#starts[goal]!;
    for (let from = this.#starts[row]!; from < at; ) {
      const next = this.#text ? characterEnd(this.#bytes, to) : to + 1;
      if (next >= end) break;
      to = next;
      from = this.#text ? characterEnd(this.#bytes, from) : from + 1;
    }
    return to;
  }

  #rowOf(at: number): number {
    let [low, high] = [0, this.#starts.length];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.#starts[middle]! <= at) low = middle;
      else high = middle;
    }
    return low;
  }

  #say(): void {
    const at = this.#store.state.chosen;
    if (at === null) return;
    const end = this.#text ? characterEnd(this.#bytes, at) : at + 1;
    const bits = this.#bits(at, end);
    const span = this.#spans.find(({ start, end: last }) => start.offset <= at && at < last.offset);
    const where = this.#text
      ? `${placeText({ offset: at, ...this.#lines.placeOf(at) })}, byte ${at}`
      : `byte ${at}`;
    const kind = span === undefined ? "" : spanText(span);
    byId("lens-place").textContent =
      `${where}: ${Number.isNaN(bits) ? "not known" : `${bits.toFixed(2)} bits`}${kind}`;
  }
}

function spanText({ kind, bytes, rate, copyOf }: LensSpan): string {
  const what = copyOf === null ? kind : `copy of ${placeText(copyOf)}`;
  return ` · ${what}, ${bytes} bytes${rate === null ? "" : `, ${rate.toFixed(2)} bit/byte`}`;
}

function placeText({ line, column, offset }: LensPlace): string {
  return line === null ? `0x${offset.toString(16)}` : `${line}:${column}`;
}

/** Spans but those of the rest; the places are buttons that go there. */
function spanTable(spans: readonly LensSpan[], go: (offset: number) => void): void {
  const shown = spans.filter(({ kind }) => kind !== "like the rest");
  const table = byId("lens-spans");
  if (shown.length === 0) {
    table.replaceWith(h("p", { class: "none" }, "It is all of one kind."));
    return;
  }
  const button = (place: LensPlace) =>
    h("button", { type: "button", click: () => go(place.offset) }, placeText(place));
  const isNumber = (column: number) => column >= 2 && column <= 4;
  const heads = ["", "from", "bytes", "bit/byte", "p", "copied from"];
  table.append(
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        ...heads.map((head, i) =>
          h("th", { class: isNumber(i) ? "plain number" : "plain", scope: "col" }, head),
        ),
      ),
    ),
    h(
      "tbody",
      {},
      ...shown
        .slice(0, mostListed)
        .map(({ kind, start, bytes, rate, p, copyOf }) =>
          h(
            "tr",
            {},
            h("td", {}, kind),
            h("td", {}, button(start)),
            h("td", { class: "number" }, String(bytes)),
            h("td", { class: "number" }, rate === null ? "" : rate.toFixed(2)),
            h("td", { class: "number" }, p === null ? "" : p < 1e-9 ? "<1e-9" : p.toPrecision(2)),
            h("td", {}, copyOf === null ? null : button(copyOf)),
          ),
        ),
    ),
  );
  if (shown.length > mostListed)
    table.after(h("p", { class: "note" }, `and ${shown.length - mostListed} more; -f csv lists them all`));
}

/** Rows of the list of spans. */
const mostListed = 1000;
