// The tasks of the bank of small networks: which part of a record the rule decides, and what can be known of it.

/** Part of a task's record that the rule decides, with its places; undefined: a control has none. */
export function decidedPart({ parts = [] }) {
  let at = 0;
  for (const [name, length] of parts) {
    if (name === "answer" || name === "sum" || name === "brackets")
      return { name, places: Array.from({ length }, (_, i) => at + i) };
    at += length;
  }
  return undefined;
}

/**
 * What the deciding part costs who knows nothing of it but its symbols, and who knows the rule, bits a symbol.
 *
 * @param entropyRate that of the task's source, bits a symbol
 */
export function boundsOf({ recipe, recordLength, parts }, entropyRate) {
  const { name, places } = decidedPart({ parts });
  const setting = (key) => Number(new RegExp(`${key}=(\\d+)`).exec(recipe)?.[1]);
  if (name === "brackets")
    return { chance: Math.log2(2 * setting("types")), rule: (entropyRate * recordLength) / places.length };
  const symbols = name === "sum" ? setting("modulus") : setting("values") || setting("alphabet");
  return { chance: Math.log2(symbols), rule: 0 };
}
