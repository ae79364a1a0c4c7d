import type { Warning } from "../core/warnings.ts";

interface Signature {
  readonly format: string;
  readonly offset: number;
  readonly bytes: readonly number[];
}

const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));

const signatures: readonly Signature[] = [
  { format: "gzip", offset: 0, bytes: [0x1f, 0x8b, 0x08] },
  { format: "Zstandard", offset: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { format: "xz", offset: 0, bytes: [0xfd, ...ascii("7zXZ"), 0x00] },
  { format: "bzip2", offset: 4, bytes: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59] },
  // An empty stream, which parallel compressors may write first.
  { format: "bzip2", offset: 4, bytes: [0x17, 0x72, 0x45, 0x38, 0x50, 0x90] },
  { format: "LZ4", offset: 0, bytes: [0x04, 0x22, 0x4d, 0x18] },
  { format: "7-Zip", offset: 0, bytes: [...ascii("7z"), 0xbc, 0xaf, 0x27, 0x1c] },
  { format: "RAR", offset: 0, bytes: [...ascii("Rar!"), 0x1a, 0x07] },
  { format: "ZIP", offset: 0, bytes: [...ascii("PK"), 0x03, 0x04] },
  { format: "PNG", offset: 0, bytes: [0x89, ...ascii("PNG"), 0x0d, 0x0a, 0x1a, 0x0a] },
  { format: "JPEG", offset: 0, bytes: [0xff, 0xd8, 0xff] },
  { format: "GIF", offset: 0, bytes: ascii("GIF8") },
  { format: "WebP", offset: 8, bytes: ascii("WEBP") },
  { format: "PDF", offset: 0, bytes: ascii("%PDF-") },
  { format: "MP4", offset: 4, bytes: ascii("ftyp") },
  { format: "Matroska", offset: 0, bytes: [0x1a, 0x45, 0xdf, 0xa3] },
  { format: "MP3", offset: 0, bytes: ascii("ID3") },
  { format: "Ogg", offset: 0, bytes: ascii("OggS") },
  { format: "FLAC", offset: 0, bytes: ascii("fLaC") },
  { format: "WOFF", offset: 0, bytes: ascii("wOFF") },
  { format: "WOFF2", offset: 0, bytes: ascii("wOF2") },
];

/** Formats of records that damage can hide. */
const recordSignatures: readonly Signature[] = [
  { format: "Parquet", offset: 0, bytes: ascii("PAR1") },
  { format: "tar", offset: 257, bytes: ascii("ustar") },
];

/** Bytes at the start of an input that identify its container. */
export const containerProbeLength = 512;

/** Endings of names, as regular expressions, by their format. */
const endings: Readonly<Record<string, string>> = {
  gzip: "t?gz",
  Zstandard: "t?zst",
  xz: "t?xz",
  bzip2: "t?bz2|tbz",
  LZ4: "lz4",
  "7-Zip": "7z",
  RAR: "rar",
  ZIP: "zip|jar|docx|xlsx|pptx|odt|epub|npz",
  PNG: "png",
  JPEG: "jpe?g",
  GIF: "gif",
  WebP: "webp",
  PDF: "pdf",
  MP4: "mp4|m4a|mov",
  Matroska: "mkv|webm",
  Ogg: "og[gav]|opus",
  FLAC: "flac",
  WOFF: "woff",
  WOFF2: "woff2",
};
const namedFormats = Object.entries(endings).map(
  ([format, ending]) => [format, new RegExp(`\\.(${ending})$`, "i")] as const,
);

/** The format whose signature the first bytes have, except for one bit. Such signatures do not occur by chance. */
export function nearlyContainer(head: Uint8Array): string | null {
  for (const { format, offset, bytes } of [...signatures, ...recordSignatures]) {
    if (head.length < offset + bytes.length) continue;
    let wrong = 0;
    for (const [i, byte] of bytes.entries()) wrong += bitsIn(byte ^ head[offset + i]!);
    // Four letters of a text may differ in one bit from those of a signature.
    if (wrong === 1 && (bytes.some((byte) => !isLetter(byte)) || head.some(isControl))) return format;
  }
  return null;
}

function bitsIn(byte: number): number {
  let count = 0;
  for (let left = byte; left > 0; left &= left - 1) count++;
  return count;
}

const isLetter = (byte: number) => byte >= 0x20 && byte < 0x7f;
const isControl = (byte: number) => byte < 0x09 || (byte > 0x0d && byte < 0x1b);

/**
 * Warnings of bytes that are measured as they are, although they are those of a container or their name says so.
 *
 * @param name empty: it says nothing of the bytes
 */
export function containerWarnings(head: Uint8Array, name: string): Warning[] {
  const format = sniffContainer(head);
  if (format !== null) return [{ code: "compressed-container", format }];
  const near = nearlyContainer(head);
  if (near !== null) return [{ code: "damaged-container", format: near, because: "bytes" }];
  const named = namedFormats.find(([, ending]) => ending.test(name))?.[0];
  return named === undefined || head.length === 0
    ? []
    : [{ code: "damaged-container", format: named, because: "name" }];
}

/**
 * The compressed format of the first bytes: such an input is measured as it is, so its results describe the container.
 *
 * @param head first bytes of the input
 * @returns null for an unknown format
 */
export function sniffContainer(head: Uint8Array): string | null {
  // LZ4 has the same skippable frames.
  const frame = skippedBytes(head);
  if (frame > 0) return sniffContainer(head.subarray(frame)) === "Zstandard" ? "Zstandard" : null;
  for (const { format, offset, bytes } of signatures) {
    if (bytes.every((byte, i) => head[offset + i] === byte)) return format;
  }
  return null;
}

/** Length of a skippable frame, which parallel Zstandard compressors write before others; 0: none. */
export function skippedBytes(head: Uint8Array): number {
  if (head.length < 8) return 0;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return view.getUint32(0, true) >>> 4 === 0x184d2a5 ? 8 + view.getUint32(4, true) : 0;
}
