import { symbolsOf } from "../../core/encoding.ts";
import type { Certificate, Sample } from "../../results/report.ts";
import { bitsText, groupDigits } from "./figures.ts";

/** Length, alphabet and what was read of an input. */
export function whatItIs({ n, size, encoding, alphabet, blocks, provenance }: Sample): string {
  const unit = provenance.kind === "recipe" ? "symbols" : symbolsOf[encoding.id];
  const declared = alphabet.declared === null ? "" : ` of ${alphabet.declared}`;
  const parts = [`${bitsText(n)} ${unit}, ${bitsText(alphabet.present)}${declared} different`];
  const measured = blocks.reduce((sum, { length }) => sum + length, 0);
  if (size !== null && measured < size) {
    const pieces = blocks.length === 1 ? "one block" : `${blocks.length} blocks`;
    parts.push(`${bitsText(measured)} of ${bitsText(size)} bytes, in ${pieces}`);
  }
  if (encoding.charset !== null) parts.push(encoding.charset);
  return parts.join("; ");
}

const hypotheses: Readonly<Record<Certificate["against"], string>> = {
  uniform: "equally likely symbols",
  exchangeable: "the same symbols in any order",
};

/** A certificate as a sentence. */
export function certificateText({ against, savedBits, symbols }: Certificate): string {
  const of = `${hypotheses[against]} (${bitsText(symbols)} coded)`;
  if (savedBits <= 0) return `A fixed code saves nothing against ${of}.`;
  // Rounded down: a bound must stay one.
  const saved =
    savedBits < 100 ? (Math.floor(savedBits * 10) / 10).toFixed(1) : String(Math.floor(savedBits));
  return `A fixed code saves ${groupDigits(saved)} bits against ${of}: p <= 2^-${saved}.`;
}
