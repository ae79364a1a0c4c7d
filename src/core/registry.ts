import { UsageError } from "./errors.ts";
import { nearestWord } from "./nearest-word.ts";

/** Definitions by id, in the order given; those of a program come after the built-in ones. */
export interface Registry<Entry extends { readonly id: string }> {
  readonly entries: readonly Entry[];
  /** @throws UsageError when there is none of this id; it names the nearest id, or all of them */
  get(id: string): Entry;
  has(id: string): boolean;
  /**
   * Adds a definition, whose id is known from then on wherever ids are written.
   *
   * @throws UsageError when the id is taken or is not made of lower-case letters, digits and hyphens
   */
  add(entry: Entry): void;
  /** Whether an id was added by a program. Worker threads do not know such an entry. */
  isAdded(id: string): boolean;
}

/**
 * @param kind what an entry is called in messages, e.g. "source"
 * @throws Error when two entries share an id
 */
export function createRegistry<Entry extends { readonly id: string }>(
  kind: string,
  builtIn: readonly Entry[],
): Registry<Entry> {
  const entries = [...builtIn];
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  if (byId.size !== entries.length) throw new Error(`two ${kind}s share an id`);
  const added = new Set<string>();
  return {
    entries,
    has: (id) => byId.has(id),
    get(id) {
      const entry = byId.get(id);
      if (entry !== undefined) return entry;
      const near = nearestWord(id, byId.keys());
      throw new UsageError(
        near === undefined
          ? `no ${kind} "${id}"; known: ${[...byId.keys()].join(", ")}`
          : `no ${kind} "${id}"; did you mean "${near}"?`,
      );
    },
    add(entry) {
      if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(entry.id))
        throw new UsageError(`"${entry.id}" is no id: write lower-case letters, digits and hyphens`);
      if (byId.has(entry.id)) throw new UsageError(`the ${kind} "${entry.id}" is there already`);
      byId.set(entry.id, entry);
      entries.push(entry);
      added.add(entry.id);
    },
    isAdded: (id) => added.has(id),
  };
}
