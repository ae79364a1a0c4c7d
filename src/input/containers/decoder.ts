import type { ByteSource } from "../byte-source.ts";

/** The compressed data are damaged. */
export class Damage extends Error {
  /** offset in the compressed data; the damage is at or before it */
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(reason);
    this.offset = offset;
  }
}

/** The data seem valid, but need a feature that no decoder here supports. */
export class Unsupported extends Error {}

/** Compressed bytes, which are read forwards. */
export type Compressed = Pick<ByteSource, "size" | "read">;

/** Collects decompressed bytes within the limits. */
export interface OutputCollector {
  /** @throws InputError beyond the limits */
  add(bytes: Uint8Array): void;
  /** @throws InputError when as many more bytes exceed the limits */
  announce(bytes: number): void;
  /** number of bytes that may still be announced */
  left(): number;
  /** @throws InputError when as many compressed bytes are too many to hold at once */
  hold(bytes: number): void;
}

/** Decodes all of a format. @throws Damage; Unsupported; what `unpacked` throws */
export type Decoder = (compressed: Compressed, unpacked: OutputCollector) => void | Promise<void>;
