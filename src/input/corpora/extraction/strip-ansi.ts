/**
 * The text without the escape sequences that colour it (CSI ... m).
 *
 * @throws never
 */
export function stripAnsi(text: string): string {
  return text.replace(/\x1b\[[0-9;]*m/g, "");
}
