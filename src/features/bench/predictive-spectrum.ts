import type { Symbols } from "../../core/sequence.ts";
import { leastSquaresLine } from "../../math/linear-algebra.ts";

/** First rank of the tail. */
const firstRank = 10;
/** Least number of contributions for a slope. */
const fewestStates = 50;

/**
 * The tail slope of the predictive contributions of contexts. Contexts with the same end positions are one state of the suffix
 * automaton; a state contributes the share of the symbols that follow it times the divergence of their law from that of all
 * symbols. States that occur once are omitted, since each describes one symbol.
 *
 * @returns s of c_r ~ r^-s, by least squares over the logarithms from rank 10 on; undefined where fewer than 50 states
 *   contribute
 * Cost: some microseconds and 100 bytes a symbol.
 * Source: Song et al. 2026, arXiv:2605.20196. The range of the tail is chosen here.
 */
export function spectrumSlope(symbols: Symbols, alphabetSize: number): number | undefined {
  const contributions = spectrumOf(symbols, alphabetSize).sort().reverse();
  const tail = contributions.subarray(firstRank - 1);
  if (contributions.length < fewestStates) return undefined;
  const x = Float64Array.from(tail, (_, i) => Math.log(firstRank + i));
  const y = tail.map(Math.log);
  return -leastSquaresLine(x, y).slope;
}

/** Contributions of the states of the suffix automaton that occur at least twice, bits a symbol, those above 0. */
export function spectrumOf(symbols: Symbols, alphabetSize: number): Float64Array {
  const { count, links, lengths, edgesOf } = suffixAutomaton(symbols);
  const byLength = [...lengths.subarray(0, count).keys()].sort((a, b) => lengths[b]! - lengths[a]!);
  const occurrences = edgesOf.ends;
  for (const state of byLength) if (state > 0) occurrences[links[state]!]! += occurrences[state]!;
  const all = new Float64Array(alphabetSize);
  for (const symbol of symbols) all[symbol]! += 1 / symbols.length;
  const found: number[] = [];
  for (let state = 1; state < count; state++) {
    if (occurrences[state]! < 2) continue;
    let [followed, sum] = [0, 0];
    edgesOf.each(state, (symbol, target) => {
      followed += occurrences[target]!;
      sum += occurrences[target]! * Math.log2(occurrences[target]! / all[symbol]!);
    });
    if (followed === 0) continue;
    const bits = (sum - followed * Math.log2(followed)) / symbols.length;
    if (bits > 1e-12) found.push(bits);
  }
  return Float64Array.from(found);
}

/** The suffix automaton of a sequence (Blumer et al. 1985, Theor. Comput. Sci. 40); the edges of a state are a list. */
function suffixAutomaton(symbols: Symbols) {
  const n = symbols.length;
  const [links, lengths, first, ends] = [1, 2, 3, 4].map(() => new Int32Array(2 * n + 2)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  const [letter, target, following] = [1, 2, 3].map(() => new Int32Array(4 * n + 4)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  let [count, edges, last] = [1, 1, 0];
  links[0] = -1;
  const edgeOf = (state: number, symbol: number) => {
    let edge = first[state]!;
    while (edge !== 0 && letter[edge] !== symbol) edge = following[edge]!;
    return edge;
  };
  const add = (state: number, symbol: number, to: number) => {
    [letter[edges], target[edges], following[edges]] = [symbol, to, first[state]!];
    first[state] = edges++;
  };
  for (const symbol of symbols) {
    const state = count++;
    lengths[state] = lengths[last]! + 1;
    ends[state] = 1;
    let from = last;
    last = state;
    while (from >= 0 && edgeOf(from, symbol) === 0) {
      add(from, symbol, state);
      from = links[from]!;
    }
    if (from < 0) continue;
    const next = target[edgeOf(from, symbol)]!;
    if (lengths[next] === lengths[from]! + 1) {
      links[state] = next;
      continue;
    }
    const copy = count++;
    lengths[copy] = lengths[from]! + 1;
    links[copy] = links[next]!;
    for (let edge = first[next]!; edge !== 0; edge = following[edge]!)
      add(copy, letter[edge]!, target[edge]!);
    links[next] = links[state] = copy;
    for (; from >= 0; from = links[from]!) {
      const edge = edgeOf(from, symbol);
      if (edge === 0 || target[edge] !== next) break;
      target[edge] = copy;
    }
  }
  const each = (state: number, see: (symbol: number, to: number) => void) => {
    for (let edge = first[state]!; edge !== 0; edge = following[edge]!) see(letter[edge]!, target[edge]!);
  };
  return { count, links, lengths, edgesOf: { ends, each } };
}
