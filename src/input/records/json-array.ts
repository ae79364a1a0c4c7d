import { parseTree } from "jsonc-parser";
import { InputError } from "../../core/errors.ts";
import { fieldOf } from "./field-of.ts";
import { collectRecords, type RecordSet } from "./record-set.ts";

/**
 * The elements of a JSON array, or one record: the text of a field of each.
 *
 * @throws InputError when the whole is not JSON, RangeError when the documents are more than fit in memory
 */
export function readJsonArray(bytes: Uint8Array, field: string): RecordSet {
  let text: string;
  let whole: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    whole = JSON.parse(text);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new InputError(error instanceof SyntaxError ? "is not JSON" : "is not UTF-8, as JSON must be");
  }
  const records = collectRecords();
  for (const [i, record] of (Array.isArray(whole) ? whole : [whole]).entries()) {
    const found = fieldOf(record, field);
    if ("text" in found) records.keep(Buffer.from(found.text));
    else records.spoil(found.reason, i, null);
  }
  const set = records.finish();
  return set.bad === null ? set : { ...set, bad: { ...set.bad, ...placeOf(text, set.bad.offset ?? 0) } };
}

/** Where an element stands: only asked for when one is bad. */
function placeOf(text: string, element: number): { offset: number | null; line: number | null } {
  const tree = parseTree(text);
  const node = tree?.type === "array" ? tree.children?.[element] : tree;
  if (node === undefined) return { offset: null, line: null };
  const before = text.slice(0, node.offset);
  return { offset: Buffer.byteLength(before), line: before.split("\n").length };
}
