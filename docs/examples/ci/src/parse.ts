/** One line of a listing. */
export interface Entry {
  readonly name: string;
  readonly size: number;
  readonly date: string;
}

/** What a listing holds, and the lines that could not be read. */
export interface Listing {
  readonly entries: readonly Entry[];
  readonly unread: readonly number[];
}

/** Reads a listing: one entry a line, fields apart by blanks; lines that begin with # are left out. */
export function parseListing(text: string): Listing {
  const entries: Entry[] = [];
  const unread: number[] = [];
  for (const [i, line] of text.split("\n").entries()) {
    if (line === "" || line.startsWith("#")) continue;
    const entry = parseEntry(line);
    if (entry === null) unread.push(i + 1);
    else entries.push(entry);
  }
  return { entries, unread };
}

function parseEntry(line: string): Entry | null {
  const [name, size, date, ...rest] = line.split(/\s+/);
  if (name === undefined || size === undefined || date === undefined || rest.length > 0) return null;
  if (!/^\d+$/.test(size) || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  return { name, size: Number(size), date };
}
