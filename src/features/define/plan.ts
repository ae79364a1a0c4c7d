import { UsageError } from "../../core/errors.ts";
import { nearestWord } from "../../core/nearest-word.ts";
import type { Rows } from "../../report/kit/rows.ts";
import type { Catalogue, CatalogueEntry } from "../../report/terminal/catalogue-table.ts";
import { findTerms, glossary, namesOf, type Term, termOf } from "../../results/glossary.ts";

interface Definitions extends Catalogue {
  readonly machine: readonly Term[];
}

/** Number of similar terms shown for an unknown one. */
const mostNear = 3;

/**
 * Terms in full; without a name all of them, one line each.
 *
 * @param names of the command line: terms, or the words of one term
 * @throws UsageError for an unknown term
 */
export function defineTerms(names: readonly string[]): Definitions {
  if (names.length === 0) return { entries: glossary.map((term) => entryOf(term, false)), machine: glossary };
  const whole = names.length > 1 ? findTerms(names.join(" ")) : [];
  const found = whole.length > 0 ? whole : names.flatMap(knownTerms);
  const chosen = [...new Set(found)];
  return { entries: chosen.map((term) => entryOf(term, true)), machine: chosen };
}

function knownTerms(name: string): readonly Term[] {
  const found = findTerms(name);
  if (found.length > 0) return found;
  const near = nearTerms(name);
  throw new UsageError(
    `"${name}" is not in the glossary${near.length === 0 ? "; mesoscope define lists its terms" : `. Did you mean ${near.map((term) => `"${term}"`).join(" or ")}?`}`,
  );
}

/** Terms with the nearest names, best first, then those that contain the word. */
function nearTerms(name: string): string[] {
  const word = name.toLowerCase();
  const named = new Map(
    glossary.flatMap((term) => namesOf(term).map((one) => [one.toLowerCase(), term.term] as const)),
  );
  const near = new Set<string>();
  const left = new Set(named.keys());
  while (near.size < mostNear) {
    const nearest = nearestWord(word, left);
    if (nearest === undefined) break;
    left.delete(nearest);
    near.add(named.get(nearest)!);
  }
  for (const [one, term] of named) if (word.length > 2 && one.includes(word)) near.add(term);
  return [...near].slice(0, mostNear);
}

function entryOf(term: Term, inFull: boolean): CatalogueEntry {
  const { symbol, aliases, group, text, unit, reference, see } = term;
  const name = symbol === null || symbol === term.term ? term.term : `${term.term}, ${symbol}`;
  if (!inFull) return { id: name, group, summary: firstSentence(text), details: null };
  const details = [
    ...(unit === null || unit === "1" ? [] : [`unit: ${unit}`]),
    ...(aliases.length === 0 ? [] : [`also: ${aliases.join(", ")}`]),
    ...(see.length === 0 ? [] : [`see: ${see.map((id) => termOf(id).term).join(", ")}`]),
    ...(reference === null ? [] : [reference]),
  ];
  return { id: name, group, summary: text, details };
}

function firstSentence(text: string): string {
  return /^.*?[.](?= [A-Z\d]|$)/.exec(text)?.[0] ?? text;
}

export function termRows(terms: readonly unknown[]): Rows {
  return {
    columns: ["term", "symbol", "unit", "group", "text", "also", "see", "reference"],
    rows: (terms as readonly Term[]).map(({ term, symbol, unit, group, text, aliases, see, reference }) => [
      term,
      symbol,
      unit,
      group,
      text,
      aliases.join("; ") || null,
      see.map((id) => termOf(id).term).join("; ") || null,
      reference,
    ]),
  };
}
