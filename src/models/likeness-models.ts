import table from "../../data/likenesses.json" with { type: "json" };
import { decodeBase64 } from "../wasm/load.ts";

/** A text that samples are likened to. */
export interface LikenessReference {
  readonly id: string;
  /** such as "Moby-Dick (English novel)" */
  readonly title: string;
  /** shared by references that are alike, such as "English" */
  readonly kind: string;
  /** cost of a byte that has no value of its own, bits: of ASCII text, and of other bytes */
  readonly rest: readonly number[];
}

/** The frozen models of all references. */
export interface LikenessModels {
  readonly references: readonly LikenessReference[];
  /**
   * The cost of a text under each model. Models know no context before a piece.
   *
   * @param pieces parts of the text, `withoutRuns`
   * @returns bits, shape (references,), to 5 %: values are rounded to half a bit
   * Cost: 40 ns a byte, and 1 ms.
   */
  costs(pieces: readonly Uint8Array[]): Float64Array;
  /**
   * The same of one piece, at less cost where it is short.
   *
   * @returns shape (references,), overwritten by the next call
   * Cost: 60 ns a byte.
   */
  costsOfPiece(piece: Uint8Array): Float64Array;
}

let loaded: LikenessModels | undefined;

/**
 * The models of data/likenesses.json.
 *
 * @param decompress Brotli
 * Cost: 10 ms, once.
 */
export function likenessModels(decompress: (packed: Uint8Array) => Uint8Array): LikenessModels {
  loaded ??= modelsOf(decompress(decodeBase64(table.models.join(""))), table);
  return loaded;
}

/** Equal bytes in a row that count. */
const mostEqual = 4;

/**
 * A text in which no byte occurs more than four times in a row: lines of dashes and empty space are in texts of all kinds.
 *
 * Cost: 2 ns a byte; as many bytes of memory.
 */
export function withoutRuns(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(bytes.length);
  let [n, run] = [0, 0];
  for (let i = 0; i < bytes.length; i++) {
    run = i > 0 && bytes[i] === bytes[i - 1] ? run + 1 : 1;
    if (run <= mostEqual) kept[n++] = bytes[i]!;
  }
  return kept.subarray(0, n);
}

interface Table {
  /** values in a bit */
  readonly steps: number;
  readonly references: readonly LikenessReference[];
  readonly strings: number;
  readonly entries: number;
}

/**
 * Each model is a list of strings with a value: a text costs the sum of the values of all strings in it, each as often as it
 * occurs. A string's value is the cost of its last byte after the others, less what shorter strings say of that byte, plus what is
 * added to the cost of a byte that has no value after this string. So the text is read once for all models.
 */
function modelsOf(bytes: Uint8Array, { steps, references, strings, entries }: Table): LikenessModels {
  let at = 0;
  const next = (length: number) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const [depths, symbols, sizes] = [next(strings), next(strings), next(strings)];
  const [gaps, values] = [next(entries), next(entries)];
  const tree = new StringTree(depths, symbols);
  /** the first entry of each string, shape (strings,) */
  const starts = new Uint32Array(strings);
  for (let s = 1; s < strings; s++) starts[s] = starts[s - 1]! + sizes[s - 1]!;
  /** All bytes at the cost of those that have no value; strings of one byte take that back. */
  const begin = (pieces: readonly Uint8Array[], bits: Float64Array) => {
    const plain = countPlain(pieces);
    references.forEach(({ rest: [text, other] }, m) => {
      bits[m] = plain.text * text! + plain.other * other!;
    });
  };
  const addString = (s: number, count: number, bits: Float64Array) => {
    const end = starts[s]! + sizes[s]!;
    const perValue = count / steps;
    for (let i = starts[s]!, m = -1; i < end; i++) {
      m += gaps[i]! + 1;
      bits[m]! += perValue * ((values[i]! << 24) >> 24);
    }
    if (depths[s] !== 1) return;
    const rest = isText(symbols[s]!) ? 0 : 1;
    for (let i = starts[s]!, m = -1; i < end; i++) {
      m += gaps[i]! + 1;
      bits[m]! -= count * references[m]!.rest[rest]!;
    }
  };
  function costs(pieces: readonly Uint8Array[]): Float64Array {
    const counts = new Uint32Array(strings + 1);
    for (const piece of pieces) tree.count(piece, counts, () => {});
    const bits = new Float64Array(references.length);
    begin(pieces, bits);
    for (let s = 0; s < strings; s++) if (counts[s + 1]! > 0) addString(s, counts[s + 1]!, bits);
    return bits;
  }
  const counts = new Uint32Array(strings + 1);
  const found: number[] = [];
  const bits = new Float64Array(references.length);
  function costsOfPiece(piece: Uint8Array): Float64Array {
    tree.count(piece, counts, (node) => found.push(node));
    begin([piece], bits);
    for (const node of found) {
      addString(node - 1, counts[node]!, bits);
      counts[node] = 0;
    }
    found.length = 0;
    return bits;
  }
  return { references, costs, costsOfPiece };
}

/** Whether a byte is a character of ASCII text. */
const isText = (byte: number) => (byte >= 32 && byte < 127) || byte === 9 || byte === 10;

function countPlain(pieces: readonly Uint8Array[]) {
  let [text, all] = [0, 0];
  for (const piece of pieces) {
    all += piece.length;
    for (let i = 0; i < piece.length; i++) if (isText(piece[i]!)) text++;
  }
  return { text, other: all - text };
}

/** Strings that are closed under beginnings; the root is the empty one, node 0. */
class StringTree {
  /** open addressing: a node and a byte lead to a node */
  readonly #keys: Uint32Array;
  readonly #nodes: Uint32Array;
  readonly #size: number;

  /** @param depths lengths of the strings in ascending order; @param symbols their last bytes */
  constructor(depths: Uint8Array, symbols: Uint8Array) {
    this.#size = 2 ** Math.ceil(Math.log2(2 * depths.length + 1));
    this.#keys = new Uint32Array(this.#size);
    this.#nodes = new Uint32Array(this.#size);
    const path = [0];
    for (let s = 0; s < depths.length; s++) {
      const depth = depths[s]!;
      path[depth] = s + 1;
      const key = ((path[depth - 1]! << 8) | symbols[s]!) >>> 0;
      let slot = this.#slot(key);
      while (this.#nodes[slot] !== 0) slot = (slot + 1) & (this.#size - 1);
      this.#keys[slot] = key;
      this.#nodes[slot] = s + 1;
    }
  }

  #slot(key: number): number {
    return (Math.imul(key, 0x9e3779b1) >>> 12) & (this.#size - 1);
  }

  /**
   * Adds how often each string occurs within a piece.
   *
   * @param counts shape (strings + 1,), by node
   * @param onFirst of each node whose count was 0
   */
  count(piece: Uint8Array, counts: Uint32Array, onFirst: (node: number) => void): void {
    const [keys, nodes, mask] = [this.#keys, this.#nodes, this.#size - 1];
    for (let i = 0; i < piece.length; i++) {
      let node = 0;
      for (let j = i; j < piece.length; j++) {
        const key = ((node << 8) | piece[j]!) >>> 0;
        let slot = this.#slot(key);
        while (nodes[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
        node = nodes[slot]!;
        if (node === 0) break;
        if (counts[node]!++ === 0) onFirst(node);
      }
    }
  }
}
