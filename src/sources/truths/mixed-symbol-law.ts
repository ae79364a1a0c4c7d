import type { BoundSource, Machine } from "../../core/source.ts";
import { closedForm, type Truth, unknown } from "../../core/truth.ts";
import { symbolLaw } from "../../exact/machine.ts";
import { lawEntropy } from "../../statistics/entropy.ts";

/** Laws that differ by less than this may be the same. */
const tolerance = 1e-9;

/**
 * Entropy of a symbol that comes from one of several sources.
 *
 * @param weights shares of the sources, sum to 1
 */
export function mixedSymbolEntropy(parts: readonly BoundSource[], weights: readonly number[]): Truth {
  const most = parts.reduce((widest, { alphabetSize }) => Math.max(widest, alphabetSize), 0);
  const law = new Float64Array(most);
  for (const [index, part] of parts.entries()) {
    const own = lawOfSymbol(part);
    if (own === undefined) return unknown("the law of one symbol of a part is not known");
    own.forEach((mass, symbol) => {
      law[symbol]! += weights[index]! * mass;
    });
  }
  return closedForm(lawEntropy(law), "law of one symbol, mixed in the shares of the parts");
}

/** The law of one symbol: that of the machine, or of a strand, or the uniform one where H(1) says so. */
function lawOfSymbol(part: BoundSource): Float64Array | undefined {
  const machine = part.machine?.();
  if (machine !== undefined) return symbolLaw(machine);
  const strands = part.strands?.();
  if (strands !== undefined) return lawOfSymbol(strands.strand);
  const { symbolEntropy } = part.truth();
  const uniform =
    symbolEntropy?.status === "exact" &&
    Math.abs(symbolEntropy.value - Math.log2(part.alphabetSize)) < tolerance;
  return uniform ? new Float64Array(part.alphabetSize).fill(1 / part.alphabetSize) : undefined;
}

/** Whether a machine begins in its stationary law. */
export function isStationary({ start, stationary }: Machine): boolean {
  return (
    start === stationary || start.every((mass, state) => Math.abs(mass - stationary[state]!) < tolerance)
  );
}

/** Whether two laws cannot be told apart. */
export function sameLaw(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    if (Math.abs((a[i] ?? 0) - (b[i] ?? 0)) > tolerance) return false;
  }
  return true;
}
