/**
 * The text without the lines that match an expression; all other bytes, and a final newline, stay.
 *
 * @throws SyntaxError when the expression is invalid
 */
export function dropLines(text: string, expression: string): string {
  const drop = new RegExp(expression);
  const lines = text.split("\n");
  // what follows the last newline is a line only if something stands there
  const rest = lines.at(-1) === "" ? lines.pop() : undefined;
  const kept = lines.filter((line) => !drop.test(line));
  if (rest !== undefined && kept.length > 0) kept.push(rest);
  return kept.join("\n");
}
