import { UsageError } from "./errors.ts";

/** Definitions by id, in the order given. */
export interface Registry<Entry extends { readonly id: string }> {
  readonly entries: readonly Entry[];
  /** @throws UsageError that lists the known ids when there is none of this id */
  get(id: string): Entry;
  has(id: string): boolean;
}

/**
 * @param kind what an entry is called in messages, e.g. "source"
 * @throws Error when two entries share an id
 */
export function createRegistry<Entry extends { readonly id: string }>(
  kind: string,
  entries: readonly Entry[],
): Registry<Entry> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  if (byId.size !== entries.length) throw new Error(`two ${kind}s share an id`);
  return {
    entries,
    has: (id) => byId.has(id),
    get(id) {
      const entry = byId.get(id);
      if (entry === undefined)
        throw new UsageError(`no ${kind} "${id}"; known: ${[...byId.keys()].join(", ")}`);
      return entry;
    },
  };
}
