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

/** Collects decompressed bytes within the limits. */
export interface OutputCollector {
  /** @throws InputError beyond the limits */
  add(bytes: Uint8Array): void;
  /** @throws InputError when as many more bytes exceed the limits */
  announce(bytes: number): void;
  /** number of bytes that may still be announced */
  left(): number;
}

/** Decodes all of a format. @throws Damage; Unsupported; what `unpacked` throws */
export type Decoder = (compressed: Uint8Array, unpacked: OutputCollector) => void | Promise<void>;
