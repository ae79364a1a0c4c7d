/** Members by what they have in common; groups and members in the order in which they come. */
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

/** An order by text, or number: equal on every machine, whatever its language. */
export function by<One>(of: (one: One) => string | number): (a: One, b: One) => number {
  return (a, b) => {
    const [first, second] = [of(a), of(b)];
    return first < second ? -1 : first > second ? 1 : 0;
  };
}

/** The value in the middle, of an even number the upper one; undefined of none. */
export function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

/** A count and its noun: `1 file`, `2 files`. */
export function plural(count: number | bigint, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

const mostNamed = 3;

/** The first three of some names, and how many more there are. */
export function firstThree(names: readonly string[]): string {
  const more = names.length - mostNamed;
  return names.slice(0, mostNamed).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** The same numbers, and room for as many again. */
export function twiceAsLong(values: Uint32Array): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(2 * values.length);
  longer.set(values);
  return longer;
}

/**
 * The largest of any number of values: as arguments of a function some hundred thousand have no room.
 *
 * @param atLeast what is returned where no value is larger
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
