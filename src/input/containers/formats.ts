/** Formats that are unpacked, by the names that `sniffContainer` gives them. */
export const compressedFormats = ["gzip", "Zstandard", "xz", "bzip2"] as const;
export type CompressedFormat = (typeof compressedFormats)[number];
