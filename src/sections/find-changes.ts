/** A place in a table or log where what its lines hold changes. */
export interface Change {
  /** break: from a line to the end; burst: from a line to a later one */
  readonly kind: "break" | "burst";
  /** first line, and the line after the last, from 0 */
  readonly line: number;
  readonly end: number;
  /** from 0; null: the shape of the whole line */
  readonly column: number | null;
  /** of the values that are more frequent outside than inside, and inside than outside, those that tell most; of shapes one */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** share of the lines inside and outside that are of the first of `after`; null: most lines change */
  readonly shares: readonly [inside: number, outside: number] | null;
  /** bits that it saves */
  readonly bits: number;
}

/** One category a line. */
interface Sequence {
  readonly column: number | null;
  /** shape (lines,), below `categoryCount`; the last one is any other */
  readonly kinds: Uint8Array;
  /** shape (lines,) */
  readonly values: readonly string[];
  /** whether a category is all values of one shape */
  readonly areShapes: boolean;
}

/** Fewer lines are too few to tell. */
const fewestLines = 64;
const separators = [",", "\t", ";"] as const;
/** Lines that decide on the separator and the columns, and the share of them that must have them. */
const [headLines, agreeing] = [200, 0.95];
const mostColumns = 24;
/** Categories with a name of their own, and their longest name. */
const mostNames = 31;
const longestName = 60;
/** Runs of equal values per value up to which a column moves on, as dates and sorted keys do. */
const movesOn = 1.5;
/** Bits that a change saves, and how many times more than any other in its parts; a burst also than a break. */
const [leastBits, timesInside, timesBreak] = [100, 5, 1.3];
/** Blocks of lines between which bursts are searched. */
const burstBlocks = 160;
/** Prior of each category. Source: Krichevsky & Trofimov 1981, IEEE Trans. Inform. Theory 27. */
const prior = 0.5;
/** Share of the lines that are of other categories than elsewhere: fewest, and from where on most lines change. */
const [leastDifferent, mostLines] = [0.1, 0.5];
/** Values that are shown of each side, and how many times more frequent all but the first are. */
const [mostShown, timesMore] = [3, 2];
const mostChanges = 12;
/** Lines between changes at one place. */
const near = 2;

/**
 * Where the lines of a table or log change: in the shape of a line, or in the shapes or values of a column. Says only what exceeds
 * by far what changes elsewhere in the file.
 *
 * @param text lines that end in line feeds
 * @returns by line; at one place the change that saves most
 * Cost: one microsecond a byte.
 * Source: Rissanen 1978, Automatica 14 (the price of a change).
 */
export function findChanges(text: string): Change[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  if (lines.length < fewestLines) return [];
  const found = sequencesOf(lines).flatMap((sequence) => changeIn(sequence) ?? []);
  found.sort((a, b) => b.bits - a.bits);
  const groups: Change[][] = [];
  for (const one of found) {
    const group = groups.find(([first]) => isSame(first!, one));
    if (group === undefined) groups.push([one]);
    else group.push(one);
  }
  return groups
    .slice(0, mostChanges)
    .map((group) => together(group, lines))
    .sort((a, b) => a.line - b.line);
}

/** Whether two changes begin or end within the same lines. */
const isSame = (one: Change, other: Change) =>
  Math.abs(one.line - other.line) <= near || (one.kind === "burst" && Math.abs(one.end - other.end) <= near);

/** One change of what changes at one place: of the only column, or of the lines. */
function together(group: readonly Change[], lines: readonly string[]): Change {
  const [first] = group;
  const columns = group.filter(({ column }) => column !== null);
  if (new Set(columns.map(({ column }) => column)).size === 1) return columns[0]!;
  const ofLines = group.find(({ column }) => column === null);
  if (ofLines !== undefined) return ofLines;
  const { line, end } = first!;
  const isSeen = (text: string) => text.trim() !== "";
  const before = lines.slice(0, line).findLast(isSeen) ?? lines[line - 1]!;
  const after = lines.slice(line, end).find(isSeen) ?? lines[line]!;
  return { ...first!, column: null, before: [before], after: [after], shares: null };
}

function sequencesOf(lines: readonly string[]): Sequence[] {
  const all: (Sequence | undefined)[] = [shapes(lines, null)];
  const separator = separatorOf(lines);
  const fields = lines.map((line) =>
    separator === undefined ? line.trim().split(/\s+/, mostColumns) : line.split(separator, mostColumns),
  );
  const widths = fields.slice(0, headLines).map(({ length }) => length);
  // Words of prose and of sources are in no columns: a column is what nearly all lines have.
  const columns = widths.sort((a, b) => b - a)[Math.ceil(agreeing * widths.length) - 1]!;
  for (let column = 0; column < columns && columns > 1; column++) {
    const values = fields.map((row) => row[column] ?? "");
    all.push(shapes(values, column), recurring(values, column));
  }
  return all.filter((one) => one !== undefined);
}

/** The first separator of which most of the first lines have the same number. */
function separatorOf(lines: readonly string[]): string | undefined {
  const head = lines.slice(0, headLines);
  return separators.find((separator) => {
    const counts = new Map<number, number>();
    for (const line of head) {
      const count = line.split(separator).length - 1;
      counts.set(count, (counts.get(count) ?? 0) + 1);
    }
    const [most] = [...counts].sort(([, a], [, b]) => b - a);
    return most![0] > 0 && most![1] >= agreeing * head.length;
  });
}

/** Runs of digits and of letters as one of each. */
const shapeText = (text: string) =>
  text
    .slice(0, 4 * longestName)
    .replaceAll(/[0-9]+/g, "0")
    .replaceAll(/[A-Za-z\u0080-\u00ff]+/g, "a")
    .slice(0, longestName);

const shapes = (values: readonly string[], column: number | null) =>
  categories(values.map(shapeText), { column, values, areShapes: true });

/** Values as categories, where they recur and do not move on. */
function recurring(values: readonly string[], column: number): Sequence | undefined {
  const different = new Set(values).size;
  let runs = 1;
  for (let i = 1; i < values.length; i++) if (values[i] !== values[i - 1]) runs++;
  if (2 * different > values.length || runs <= movesOn * different) return undefined;
  return categories(values, { column, values, areShapes: false });
}

/** undefined: all are equal */
function categories(names: readonly string[], about: Omit<Sequence, "kinds">): Sequence | undefined {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  if (counts.size < 2) return undefined;
  const frequent = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, mostNames);
  const index = new Map(frequent.map(([name], i) => [name, i]));
  return { ...about, kinds: Uint8Array.from(names, (name) => index.get(name) ?? mostNames) };
}

function changeIn(sequence: Sequence): Change | undefined {
  const { kinds } = sequence;
  const n = kinds.length;
  const best = bestBreak(kinds, 0, n);
  const burst = bestBurst(kinds);
  if (burst !== undefined && burst.bits > Math.max(leastBits, timesBreak * best.bits)) {
    const { line, end } = burst;
    const outside = Uint8Array.from([...kinds.subarray(0, line), ...kinds.subarray(end)]);
    const within = Math.max(bestBreak(kinds, line, end).bits, bestBreak(outside, 0, outside.length).bits);
    return burst.bits > timesInside * within ? changeOf(sequence, "burst", line, end, burst.bits) : undefined;
  }
  if (best.bits <= leastBits) return undefined;
  const within = Math.max(bestBreak(kinds, 0, best.line).bits, bestBreak(kinds, best.line, n).bits);
  return best.bits > timesInside * within ? changeOf(sequence, "break", best.line, n, best.bits) : undefined;
}

/** undefined: nearly all lines are of the categories that they are of elsewhere */
function changeOf(
  { column, kinds, values, areShapes }: Sequence,
  kind: Change["kind"],
  line: number,
  end: number,
  bits: number,
): Change | undefined {
  const [inside, outside] = [new Uint32Array(categoryCount), new Uint32Array(categoryCount)];
  for (let i = 0; i < kinds.length; i++) (i >= line && i < end ? inside : outside)[kinds[i]!]!++;
  const share = (counts: Uint32Array, k: number) =>
    counts[k]! / (counts === inside ? end - line : kinds.length - end + line);
  const categories = [...inside.keys()];
  const different = categories.reduce((sum, k) => sum + Math.max(0, share(inside, k) - share(outside, k)), 0);
  if (different < leastDifferent) return undefined;
  /** Categories of which one side has more, by how much they tell. */
  const telling = (own: Uint32Array, other: Uint32Array) => {
    const bitsOf = (k: number) =>
      own[k]! * Math.log2(share(own, k) / Math.max(share(other, k), prior / kinds.length));
    return categories
      .filter((k) => share(own, k) > share(other, k))
      .sort((a, b) => bitsOf(b) - bitsOf(a) || a - b)
      .filter((k, i) => i === 0 || share(own, k) >= timesMore * share(other, k))
      .slice(0, areShapes ? 1 : mostShown);
  };
  const [more, fewer] = [telling(inside, outside), telling(outside, inside)];
  return {
    kind,
    line,
    end,
    column,
    // The last ones before it; where there are none, the first ones behind it.
    before: fewer.map((k) => {
      const last = kinds.lastIndexOf(k, line - 1);
      return values[last >= 0 ? last : kinds.indexOf(k, end)]!;
    }),
    after: more.map((k) => values[kinds.indexOf(k, line)]!),
    shares: different < mostLines ? [share(inside, more[0]!), share(outside, more[0]!)] : null,
    bits,
  };
}

const categoryCount = mostNames + 1;

/** The line from which other counts save most, and the bits that they save; O(lines). */
function bestBreak(kinds: Uint8Array, start: number, end: number): { line: number; bits: number } {
  const n = end - start;
  const before = new Float64Array(n + 1);
  const counts = new Uint32Array(categoryCount);
  for (let i = 0; i < n; i++) before[i + 1] = before[i]! + nextBits(counts, kinds[start + i]!, i);
  counts.fill(0);
  let [after, line, bits] = [0, end, 0];
  const price = Math.log2(Math.max(2, n));
  for (let i = n - 1; i > 0; i--) {
    after += nextBits(counts, kinds[start + i]!, n - 1 - i);
    const saved = before[n]! - before[i]! - after - price;
    if (saved > bits) [line, bits] = [start + i, saved];
  }
  return { line, bits };
}

/** Adaptive code length of one more category; counts it. */
function nextBits(counts: Uint32Array, kind: number, seen: number): number {
  return -Math.log2((counts[kind]!++ + prior) / (seen + prior * categoryCount));
}

/** The lines between which other counts save most; undefined: too few lines. */
function bestBurst(kinds: Uint8Array): { line: number; end: number; bits: number } | undefined {
  const n = kinds.length;
  const blocks = Math.min(burstBlocks, n >> 2);
  const edge = (block: number) => Math.floor((block * n) / blocks);
  const sums = new Uint32Array((blocks + 1) * categoryCount);
  for (let block = 0; block < blocks; block++) {
    const own = (block + 1) * categoryCount;
    sums.copyWithin(own, own - categoryCount, own);
    for (let i = edge(block); i < edge(block + 1); i++) sums[own + kinds[i]!]!++;
  }
  const logGamma = logGammas(n);
  const all = sums.subarray(blocks * categoryCount);
  const inside = new Uint32Array(categoryCount);
  const price = 2 * Math.log2(n);
  let best: { line: number; end: number; bits: number } | undefined;
  const whole = codedBits(all, undefined, n, logGamma);
  const consider = (line: number, end: number) => {
    const own = codedBits(inside, undefined, end - line, logGamma);
    const bits = whole - own - codedBits(all, inside, n - end + line, logGamma) - price;
    if (bits > (best?.bits ?? 0)) best = { line, end, bits };
  };
  for (let from = 0; from < blocks; from++)
    for (let to = from + 1; to < blocks; to++) {
      if (from === 0) continue;
      for (let k = 0; k < categoryCount; k++)
        inside[k] = sums[to * categoryCount + k]! - sums[from * categoryCount + k]!;
      consider(edge(from), edge(to));
    }
  // Each end moves to its line, the other one fixed.
  for (const moved of ["line", "end", "line", "end"] as const) {
    if (best === undefined) return undefined;
    const reach = Math.ceil(n / blocks);
    const { line, end } = best;
    const from = Math.max(moved === "line" ? 1 : line + 1, best[moved] - reach);
    const to = Math.min(moved === "line" ? end - 1 : n - 1, best[moved] + reach);
    inside.fill(0);
    if (moved === "end") {
      for (let i = line; i < from; i++) inside[kinds[i]!]!++;
      for (let at = from; at <= to; at++) {
        consider(line, at);
        inside[kinds[at]!]!++;
      }
    } else {
      for (let i = to; i < end; i++) inside[kinds[i]!]!++;
      for (let at = to; at >= from; at--) {
        consider(at, end);
        inside[kinds[at - 1]!]!++;
      }
    }
  }
  return best;
}

/** The same code length as of `nextBits` in any order, from counts. @param without counts to take away */
function codedBits(
  counts: Uint32Array,
  without: Uint32Array | undefined,
  n: number,
  { ofCount, ofTotal }: LogGammas,
): number {
  let sum = ofTotal[n]!;
  for (let k = 0; k < categoryCount; k++) sum -= ofCount[counts[k]! - (without?.[k] ?? 0)]!;
  return sum;
}

interface LogGammas {
  /** log2 of the rising factorials of the prior, and of those of all priors, shape (n + 1,) */
  readonly ofCount: Float64Array;
  readonly ofTotal: Float64Array;
}

function logGammas(n: number): LogGammas {
  const ofCount = new Float64Array(n + 1);
  const ofTotal = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    ofCount[i + 1] = ofCount[i]! + Math.log2(i + prior);
    ofTotal[i + 1] = ofTotal[i]! + Math.log2(i + prior * categoryCount);
  }
  return { ofCount, ofTotal };
}
