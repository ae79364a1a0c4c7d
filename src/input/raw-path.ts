import { replaceUnseen } from "../core/unseen.ts";
import { characterAt, characterEnd } from "../encodings/utf8.ts";

/**
 * Paths as text without loss: bytes that are not UTF-8 become lone surrogates, U+DC80 to U+DCFF, which UTF-8 cannot encode.
 *
 * Source: PEP 383, "surrogateescape".
 */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function textOfPath(bytes: Uint8Array): string {
  const whole = decoded(bytes);
  if (whole !== undefined) return whole;
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const end = characterEnd(bytes, at);
    text += characterAt(bytes, at, end) ?? String.fromCharCode(0xdc00 + bytes[at]!);
    at = end;
  }
  return text;
}

/** The bytes of such a text; undefined where the text is valid Unicode. */
export function bytesOfPath(text: string): Buffer | undefined {
  if (!/[\udc80-\udcff]/u.test(text)) return undefined;
  const pieces = Array.from(text, (character) => {
    const code = character.codePointAt(0)!;
    return code >= 0xdc80 && code <= 0xdcff ? Buffer.from([code - 0xdc00]) : Buffer.from(character);
  });
  return Buffer.concat(pieces);
}

/** A unique name of a file: its path, with the bytes that are not UTF-8. */
export function distinctName({
  path,
  pathBase64,
}: {
  readonly path: string;
  readonly pathBase64?: string;
}): string {
  if (pathBase64 === undefined) return path;
  const odd = Buffer.from(pathBase64, "base64")
    .toString("latin1")
    .split("/")
    .map((part) => Buffer.from(part, "latin1"))
    .filter((part) => decoded(part) === undefined)
    .map((part) => part.toString("hex"));
  return `${path}?bytes=${odd.join("/")}`;
}

/**
 * A path as one line that a terminal can show: as it is, or in quotes with escapes where it has line feeds, quotes, invisible
 * characters, or bytes that are not UTF-8. Different paths give different lines.
 */
export function lineOfPath(bytes: Uint8Array): string {
  const text = textOfPath(bytes);
  const shown = replaceUnseen(text.replaceAll(/[\\"]/g, "\\$&"), escaped).replaceAll(
    /[\udc80-\udcff]/gu,
    escaped,
  );
  return shown === text || shown === text.replaceAll("\\", "\\\\") ? text : `"${shown}"`;
}

function escaped(character: string): string {
  if (character === "\n") return "\\n";
  const code = character.codePointAt(0)!;
  return code >= 0xdc80 && code <= 0xdcff
    ? `\\x${(code - 0xdc00).toString(16)}`
    : `\\u{${code.toString(16)}}`;
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
