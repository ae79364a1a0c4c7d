import type { Symbols } from "../core/sequence.ts";
import type { BoundSource } from "../core/source.ts";

const encoder = new TextEncoder();

/**
 * Writes symbols by their labels; those of 256 are bytes of text already.
 *
 * @returns a function of symbols, which may return its argument
 */
export function symbolsAsText(
  source: Pick<BoundSource, "alphabetSize" | "label">,
): (symbols: Symbols) => Uint8Array {
  if (source.alphabetSize === 256)
    return (symbols) => (symbols instanceof Uint8Array ? symbols : Uint8Array.from(symbols));
  const labels: Uint8Array[] = [];
  return (symbols) => {
    let length = 0;
    for (let i = 0; i < symbols.length; i++) {
      const symbol = symbols[i]!;
      labels[symbol] ??= encoder.encode(source.label(symbol));
      length += labels[symbol].length;
    }
    const text = new Uint8Array(length);
    let at = 0;
    for (let i = 0; i < symbols.length; i++) {
      const label = labels[symbols[i]!]!;
      text.set(label, at);
      at += label.length;
    }
    return text;
  };
}
