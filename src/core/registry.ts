import { UsageError } from "./errors.ts";
import { nearestWord } from "./nearest-word.ts";

/** A definition that has an id. */
interface Named {
  readonly id: string;
}

/** Ids of definitions, loaded or not. */
abstract class Ids<Entry extends Named, Held> {
  readonly #kind: string;
  readonly #added = new Set<string>();
  protected readonly known: Map<string, Held>;

  protected constructor(kind: string, builtIn: readonly (readonly [id: string, held: Held])[]) {
    this.#kind = kind;
    this.known = new Map(builtIn);
    if (this.known.size !== builtIn.length) throw new Error(`two ${kind}s share an id`);
  }

  /** In the order of registration: first the built-in ones, then those that a program added. */
  get ids(): readonly string[] {
    return [...this.known.keys()];
  }

  has(id: string): boolean {
    return this.known.has(id);
  }

  /** Whether a program added this id. Worker threads do not know such an entry. */
  isAdded(id: string): boolean {
    return this.#added.has(id);
  }

  /**
   * Adds a definition; from then on its id works wherever ids are written.
   *
   * @throws UsageError when the id is taken or has other characters than lower-case letters, digits and hyphens
   */
  add(entry: Entry): void {
    const id = entry?.id;
    if (typeof id !== "string" || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))
      throw new UsageError(`"${id}" is not an id: use lower-case letters, digits and hyphens`);
    if (this.known.has(id)) throw new UsageError(`the ${this.#kind} "${id}" exists already`);
    this.known.set(id, this.held(entry));
    this.#added.add(id);
  }

  protected abstract held(entry: Entry): Held;

  protected find(id: string): Held {
    const held = this.known.get(id);
    if (held !== undefined) return held;
    const near = nearestWord(id, this.known.keys());
    throw new UsageError(
      near === undefined
        ? `no ${this.#kind} "${id}"; known: ${this.ids.join(", ")}`
        : `no ${this.#kind} "${id}"; did you mean "${near}"?`,
    );
  }
}

/** Definitions by id. */
export class Registry<Entry extends Named> extends Ids<Entry, Entry> {
  /**
   * @param kind name of an entry in messages, e.g. "source"
   * @throws Error when two entries share an id
   */
  constructor(kind: string, builtIn: readonly Entry[]) {
    super(
      kind,
      builtIn.map((entry) => [entry.id, entry]),
    );
  }

  get entries(): readonly Entry[] {
    return [...this.known.values()];
  }

  /** @throws UsageError for an unknown id; it names the nearest id, or all of them */
  get(id: string): Entry {
    return this.find(id);
  }

  protected held(entry: Entry): Entry {
    return entry;
  }
}

/** Loads a definition on first use. */
type Loader<Entry> = () => Promise<Entry>;

/** Definitions by id, each loaded on first use. */
export class LazyRegistry<Entry extends Named> extends Ids<Entry, Loader<Entry>> {
  /** @param kind name of an entry in messages, e.g. "estimator" @param loaders by id */
  constructor(kind: string, loaders: Readonly<Record<string, Loader<Entry>>>) {
    super(kind, Object.entries(loaders));
  }

  /** All definitions, in the order of the ids. */
  all(): Promise<Entry[]> {
    return Promise.all(Array.from(this.known.values(), (load) => load()));
  }

  /** @throws UsageError for an unknown id; it names the nearest id, or all of them */
  async get(id: string): Promise<Entry> {
    return this.find(id)();
  }

  protected held(entry: Entry): Loader<Entry> {
    return async () => entry;
  }
}
