/**
 * What stands in a field of a record.
 *
 * @param field names from outside to inside with points between, such as `message.body`
 * @returns undefined where there is no such field
 * @throws never
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
 * @throws never
 */
export function fieldOf(
  record: unknown,
  field: string,
): { readonly text: string } | { readonly reason: string } {
  const value = valueAt(record, field);
  if (typeof value === "string") return { text: value };
  return { reason: value == null ? `no field "${field}"` : `field "${field}" is no text` };
}
