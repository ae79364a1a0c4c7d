/**
 * The strings of a JSON array joined without anything between them.
 *
 * @throws Error when the text is not a JSON array of strings
 */
export function jsonJoin(text: string): string {
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
    throw new Error("not an array of strings");
  }
  return value.join("");
}
