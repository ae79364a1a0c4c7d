/** Something is wrong with the compressed data. */
export class Damage extends Error {
  /** bytes into the compressed data: what is wrong lies at or before it */
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(reason);
    this.offset = offset;
  }
}

/** The data seem valid, but no decoder here supports what they need. */
export class Unsupported extends Error {}

/** Collects unpacked bytes and stops what grows beyond the limits. */
export interface Unpacked {
  /** @throws InputError beyond the limits */
  add(bytes: Uint8Array): void;
  /** @throws InputError when that many more bytes exceed the limits */
  announce(bytes: number): void;
  /** bytes that may be announced still */
  left(): number;
}

/** Decodes all of a format. @throws Damage; Unsupported; what `unpacked` throws */
export type Decoder = (compressed: Uint8Array, unpacked: Unpacked) => void | Promise<void>;
