/**
 * The text from the first occurrence of `from` up to, and without, the next occurrence of `to`, or to the end.
 *
 * @throws Error when `from` does not occur
 */
export function between(text: string, from: string, to: string): string {
  const start = text.indexOf(from);
  if (start < 0) throw new Error(`"${from}" does not occur`);
  const end = text.indexOf(to, start + from.length);
  return end < 0 ? text.slice(start) : text.slice(start, end);
}
