/** Items by their index, possibly not all in memory. Arrays are lists. */
export interface List<Item> extends Iterable<Item> {
  readonly length: number;
  at(index: number): Item | undefined;
}

/** A list that makes each item when it is read. @param make takes indices of the list only */
export function listOf<Item>(length: number, make: (index: number) => Item): List<Item> {
  return {
    length,
    at: (index) => (index >= 0 && index < length ? make(index) : undefined),
    *[Symbol.iterator]() {
      for (let index = 0; index < length; index++) yield make(index);
    },
  };
}

/** Groups members by a key; groups and members keep their order. */
export function grouped<Key, Member>(
  members: Iterable<Member>,
  keyOf: (member: Member) => Key,
): Map<Key, Member[]> {
  const groups = new Map<Key, Member[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [member]);
    else group.push(member);
  }
  return groups;
}

/** Compares by text or number, independent of the locale. */
export function by<One>(of: (one: One) => string | number): (a: One, b: One) => number {
  return (a, b) => {
    const [first, second] = [of(a), of(b)];
    return first < second ? -1 : first > second ? 1 : 0;
  };
}

/** The median; the upper one of an even number of values; undefined for none. */
export function median(values: readonly number[] | Float64Array): number | undefined {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

/** A count and its noun: `1 file`, `2 files`. */
export function plural(count: number | bigint, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

const mostNamed = 3;

/** The first three names, and the number of the others. */
export function firstThree(names: readonly string[]): string {
  const more = names.length - mostNamed;
  return names.slice(0, mostNamed).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** A copy with room for twice as many numbers. */
export function twiceAsLong(values: Uint32Array): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(2 * values.length);
  longer.set(values);
  return longer;
}

/** Index of the first of some ascending numbers that is above a limit; their count where none is. */
export function firstAbove(ascending: ArrayLike<number>, limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The largest of any number of values. `Math.max(...values)` overflows the stack at some hundred thousand.
 *
 * @param atLeast the result where no value is larger
 */
export function largestOf(values: Iterable<number>, atLeast: number = Number.NEGATIVE_INFINITY): number {
  let most = atLeast;
  for (const value of values) most = Math.max(most, value);
  return most;
}

/** The smallest of any number of values. */
export function smallestOf(values: Iterable<number>): number {
  let least = Number.POSITIVE_INFINITY;
  for (const value of values) least = Math.min(least, value);
  return least;
}
