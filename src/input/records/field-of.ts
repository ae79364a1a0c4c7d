import { InputError, NoField } from "../../core/errors.ts";
import { nearestWord } from "../../core/nearest-word.ts";

/**
 * An error that lists the existing fields.
 *
 * @param what is missing: `no column "txt"`
 */
export function noField(what: string, field: string, names: Iterable<string>): NoField {
  const known = [...new Set(names)];
  // A single letter is near any other.
  const near = field.length < shortest || known.includes(field) ? undefined : nearestWord(field, known);
  const more = known.length > mostNames ? ` and ${known.length - mostNames} more` : "";
  const there =
    known.length === 0 ? "there are none" : `there are ${known.slice(0, mostNames).join(", ")}${more}`;
  return new NoField(`${what}; ${there}${near === undefined ? "" : `. Did you mean "${near}"?`}`);
}

/** Least length of a name for which another is suggested. */
const shortest = 3;
/** Largest number of fields in a message. */
const mostNames = 30;

/**
 * The index of a required column.
 *
 * @throws NoField when it is missing; InputError as `placeOfColumn`
 */
export function columnAt(names: readonly string[], column: string): number {
  const at = placeOfColumn(names, column);
  if (at < 0) throw noField(`no column "${column}"`, column, names);
  return at;
}

/** The index of a column; -1: none. @throws InputError for an ambiguous name that the table has twice */
export function placeOfColumn(names: readonly string[], column: string): number {
  const at = names.indexOf(column);
  if (names.includes(column, at + 1)) throw new InputError(`ambiguous: column "${column}" occurs twice`);
  return at;
}

/** Fields of a record, as `valueAt` takes them, including the fields of nested objects, one level deep. */
export function fieldNames(record: unknown): string[] {
  if (typeof record !== "object" || record === null || Array.isArray(record)) return [];
  return Object.entries(record).flatMap(([name, value]) =>
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
      ? Object.keys(value).map((inner) => `${name}.${inner}`)
      : [name],
  );
}

/**
 * The value of a field of a record.
 *
 * @param field path of names with dots between, such as `message.body`
 * @returns undefined where there is no such field
 */
export function valueAt(record: unknown, field: string): unknown {
  let value: unknown = record;
  for (const name of field in Object(record) ? [field] : field.split(".")) {
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, name)
        ? Reflect.get(value, name)
        : undefined;
  }
  return value;
}

/**
 * The text of a field of a record.
 *
 * @param field as `valueAt` takes it
 * @returns the text, or why there is none
 */
export function fieldOf(
  record: unknown,
  field: string,
): { readonly text: string } | { readonly reason: string } {
  const value = valueAt(record, field);
  if (typeof value === "string") return { text: value };
  return { reason: value == null ? missing(field) : noText(field) };
}

/** Why a record has no text: the field is missing. */
export const missing = (field: string): string => `no field "${field}"`;
/** Why a record has no text: the value is not a text. */
export const noText = (field: string): string => `field "${field}" is not text`;
