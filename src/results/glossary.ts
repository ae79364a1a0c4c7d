import data from "../../data/glossary.json" with { type: "json" };
import { currentName } from "../core/other-names.ts";
import { type QuantityId, quantities } from "../core/quantities.ts";

/** A term of outputs, options or documents, with its explanation. */
export interface Term {
  /** stable; pages and links use it */
  readonly id: string;
  readonly term: string;
  /** as formulas and tables write it */
  readonly symbol: string | null;
  /** other names for it */
  readonly aliases: readonly string[];
  readonly group: string;
  /** one or two sentences */
  readonly text: string;
  readonly unit: string | null;
  readonly reference: string | null;
  /** ids of other terms */
  readonly see: readonly string[];
}

interface Entry {
  readonly term: string;
  readonly text: string;
  readonly symbol?: string;
  readonly aliases?: readonly string[];
  readonly unit?: string;
  readonly reference?: string;
  readonly see?: readonly string[];
}

/** What the glossary adds to the definition of a quantity. */
const ofQuantities: Readonly<Partial<Record<QuantityId, Pick<Entry, "aliases" | "see">>>> = data.quantities;

function terms(group: string, entries: Readonly<Record<string, Entry>>): Term[] {
  return Object.entries(entries).map(([id, { term, text, ...rest }]) => ({
    id,
    term,
    symbol: rest.symbol ?? null,
    aliases: rest.aliases ?? [],
    group,
    text,
    unit: rest.unit ?? null,
    reference: rest.reference ?? null,
    see: rest.see ?? [],
  }));
}

/** Every term, quantities last. */
export const glossary: readonly Term[] = [
  ...Object.entries(data.groups).flatMap(([group, entries]) => terms(group, entries)),
  ...(Object.keys(quantities) as QuantityId[]).map((id) => {
    const { title, symbol, unit, definition, reference } = quantities[id];
    const { aliases = [], see = [] } = ofQuantities[id] ?? {};
    return { id, term: title, symbol, aliases, group: "Quantities", text: definition, unit, reference, see };
  }),
];

const byId = new Map(glossary.map((term) => [term.id, term]));

/** The term of an id. @throws RangeError where there is none */
export function termOf(id: string): Term {
  const found = byId.get(id);
  if (found === undefined) throw new RangeError(`${id} is not in the glossary`);
  return found;
}

/** Ignores case, hyphens and blanks: `entropyRate`, `entropy-rate` and `Entropy rate` are equal. */
const plain = (name: string) => name.toLowerCase().replaceAll(/[\s_-]+/g, "");

/** All names by which a term is found. */
export const namesOf = ({ id, term, symbol, aliases }: Term): string[] => [
  ...new Set([term, id, ...(symbol === null ? [] : [symbol]), ...aliases]),
];

/**
 * The terms of a name: by exact spelling, since h and H differ, else ignoring case and hyphens.
 *
 * @returns several where a symbol has several meanings; none where it is unknown
 */
export function findTerms(given: string): readonly Term[] {
  const name = currentName(given.trim());
  const exact = glossary.filter((term) => namesOf(term).includes(name));
  if (exact.length > 0) return exact;
  return glossary.filter((term) => namesOf(term).some((one) => plain(one) === plain(name)));
}
