/**
 * The text without the lines that match an expression. What follows the last newline is a line too: an expression
 * that matches the empty line drops the final newline.
 *
 * @throws SyntaxError when the expression is invalid
 */
export function dropLines(text: string, expression: string): string {
  const drop = new RegExp(expression);
  const lines = text.split("\n");
  return lines.filter((line) => !drop.test(line)).join("\n");
}
