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

/** Bytes at the start of an input that identify its container. */
export const containerProbeLength = 16;

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
