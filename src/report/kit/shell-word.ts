import { bytesOfPath } from "../../input/raw-path.ts";
import { escapeForTerminal } from "./format.ts";

/**
 * A word as a shell reads it, in letters that a terminal shows as they are: what it would obey, or cannot show, is written out,
 * as bash, zsh, ksh and busybox read it.
 */
export function shellWord(word: string): string {
  if (/^[\w./:@%+,-][\w./:=@%+,-]*$/.test(word)) return word;
  if (escapeForTerminal(word) === word) return `'${word.replaceAll("'", `'\\''`)}'`;
  const bytes = bytesOfPath(word) ?? new TextEncoder().encode(word);
  const written = Array.from(bytes, (byte) =>
    byte < 0x20 || byte > 0x7e || byte === 0x27 || byte === 0x5c
      ? `\\${byte.toString(8).padStart(3, "0")}`
      : String.fromCharCode(byte),
  );
  return `$'${written.join("")}'`;
}
