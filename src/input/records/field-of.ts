/**
 * The text of a field of a record.
 *
 * @param field names from outside to inside with points between, such as `message.body`
 * @returns the text, or why there is none
 * @throws never
 */
export function fieldOf(
  record: unknown,
  field: string,
): { readonly text: string } | { readonly reason: string } {
  let value: unknown = record;
  for (const name of field in Object(record) ? [field] : field.split(".")) {
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, name)
        ? Reflect.get(value, name)
        : undefined;
  }
  if (typeof value === "string") return { text: value };
  return { reason: value == null ? `no field "${field}"` : `field "${field}" is no text` };
}
