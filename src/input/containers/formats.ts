/** Formats that can be decompressed, by the names of `sniffContainer`. */
export const compressedFormats = ["gzip", "Zstandard", "xz", "bzip2"] as const;
export type CompressedFormat = (typeof compressedFormats)[number];
