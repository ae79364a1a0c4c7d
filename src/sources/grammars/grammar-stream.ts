import type { Random } from "../../core/random.ts";
import type { SymbolStream } from "../../core/source.ts";
import { createAliasTable, drawFromLaw } from "../sampling/alias-table.ts";
import { type Grammar, rulesByLeft } from "./grammar.ts";
import { spineSteps } from "./grammar-moments.ts";

/**
 * Sentences one after the other, from a random place in the first: a stationary text.
 *
 * @param lengths mean terminals below each nonterminal
 * @param random a stream of its own
 * @throws never
 * Cost: two draws a rule.
 */
export function grammarStream(grammar: Grammar, lengths: Float64Array, random: Random): SymbolStream {
  const groups = rulesByLeft(grammar);
  const most = Math.max(...groups.map(({ length }) => length));
  const choices = createAliasTable(
    groups.map((rules) =>
      padded(
        rules.map(({ probability }) => probability),
        most,
      ),
    ),
    most,
  );
  // Right sides last symbol first, as they go onto the stack.
  const starts = new Uint32Array((groups.length << choices.columnBits) + 1);
  const symbols: number[] = [];
  for (const [left, rules] of groups.entries()) {
    for (let column = 0; column < 1 << choices.columnBits; column++) {
      starts[(left << choices.columnBits) + column] = symbols.length;
      symbols.push(...(rules[column]?.right.toReversed() ?? []));
    }
  }
  starts[groups.length << choices.columnBits] = symbols.length;
  const flat = Int32Array.from(symbols);
  const longest = Math.max(...grammar.rules.map(({ right }) => right.length));

  const opening = openingStack(grammar, lengths, random);
  let stack = Int32Array.from({ length: 1024 + 2 * opening.length }, (_, i) => opening[i] ?? 0);
  let height = opening.length;
  return {
    fill(target) {
      for (let filled = 0; filled < target.length; ) {
        if (height === 0) stack[height++] = ~0;
        const symbol = stack[--height]!;
        if (symbol >= 0) {
          target[filled++] = symbol;
          continue;
        }
        const row = (~symbol << choices.columnBits) + drawFromLaw(choices, ~symbol, random);
        if (height + longest > stack.length) stack = grown(stack);
        for (let at = starts[row]!; at < starts[row + 1]!; at++) stack[height++] = flat[at]!;
      }
      return target.length;
    },
  };
}

/** What is still to come at a random terminal, that terminal on top: the way down to it leaves its right siblings. */
function openingStack(grammar: Grammar, lengths: Float64Array, random: Random): number[] {
  const steps = spineSteps(grammar, lengths);
  const most = Math.max(...steps.map(({ length }) => length));
  const ways = createAliasTable(
    steps.map((choices) =>
      padded(
        choices.map(({ probability }) => probability),
        most,
      ),
    ),
    most,
  );
  const stack: number[] = [];
  let symbol = ~0;
  while (symbol < 0) {
    const { rule, index } = steps[~symbol]![drawFromLaw(ways, ~symbol, random)]!;
    for (let at = rule.right.length - 1; at > index; at--) stack.push(rule.right[at]!);
    symbol = rule.right[index]!;
  }
  stack.push(symbol);
  return stack;
}

function padded(law: readonly number[], length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => law[i] ?? 0);
}

function grown(stack: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * stack.length);
  larger.set(stack);
  return larger;
}
