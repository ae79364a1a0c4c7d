import { padEndTo, padStartTo, textWidth } from "./text-width.ts";

/**
 * A table without borders: columns two blanks apart.
 *
 * @param head titles of the first columns; none: it has no line for them
 * @param body cells of one line each, as many in all rows
 * @param rightAligned columns that have a title, whose cells end together
 */
export function plainTable(
  head: readonly string[],
  body: readonly (readonly string[])[],
  rightAligned: readonly number[],
): string {
  const columns = Array.from({ length: Math.max(head.length, body[0]?.length ?? 0) }, (_, column) => ({
    width: body.reduce(
      (width, row) => Math.max(width, textWidth(row[column] ?? "")),
      Math.max(1, textWidth(head[column] ?? "")),
    ),
    pad: column < head.length && rightAligned.includes(column) ? padStartTo : padEndTo,
  }));
  return [...(head.length === 0 ? [] : [head]), ...body]
    .map((row) =>
      columns
        .map(({ width, pad }, column) => pad(row[column] ?? "", width))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
