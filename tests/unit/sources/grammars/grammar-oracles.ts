import type { Machine } from "../../../../src/core/source.ts";
import { createMachine, type Edge } from "../../../../src/exact/machine.ts";
import type { Grammar } from "../../../../src/sources/grammars/grammar.ts";

/** P(string) for every string of a grammar without unit rules up to a length, derivations of one string added up. */
export function stringLaw(grammar: Grammar, longest: number): Map<string, number> {
  let laws = grammar.nonterminals.map(() => new Map<string, number>());
  for (let round = 0; round < longest; round++) {
    laws = grammar.nonterminals.map((_, left) => {
      const law = new Map<string, number>();
      for (const rule of grammar.rules.filter((other) => other.left === left)) {
        let partial = new Map([["", rule.probability]]);
        for (const symbol of rule.right) {
          const pieces: Map<string, number> =
            symbol >= 0
              ? new Map([[String.fromCharCode(97 + symbol), 1]])
              : (laws[~symbol] as Map<string, number>);
          const next = new Map<string, number>();
          for (const [head, p] of partial)
            for (const [tail, q] of pieces)
              if (head.length + tail.length <= longest)
                next.set(head + tail, (next.get(head + tail) ?? 0) + p * q);
          partial = next;
        }
        for (const [string, p] of partial) law.set(string, (law.get(string) ?? 0) + p);
      }
      return law;
    });
  }
  return laws[0] as Map<string, number>;
}

/**
 * The grammar as a machine whose states are the stacks of what is still open, up to a height; what would go beyond is
 * sent back to the empty stack.
 */
export function stackMachine(grammar: Grammar, height: number): Machine {
  const stacks = new Map([["", 0]]);
  const edges: Edge[] = [];
  for (const [stack, from] of stacks) {
    const pending = [{ open: stack === "" ? [~0] : stack.split(",").map(Number), probability: 1 }];
    for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
      if (item.probability < 1e-15) continue; // left recursion goes on for ever
      const [top, ...rest] = item.open as [number, ...number[]];
      if (top < 0) {
        for (const rule of grammar.rules.filter(({ left }) => left === ~top))
          pending.push({ open: [...rule.right, ...rest], probability: item.probability * rule.probability });
        continue;
      }
      const next = rest.length > height ? "" : rest.join();
      if (!stacks.has(next)) stacks.set(next, stacks.size);
      edges.push({ from, symbol: top, to: stacks.get(next) as number, probability: item.probability });
    }
  }
  return createMachine(grammar.terminals.length, stacks.size, edges) as Machine;
}
