/** One text or piece of data; no statistic crosses its boundaries. */
export interface Document {
  /** unique within its corpus; the POSIX path of the file inside its package, if there is one */
  readonly id: string;
  readonly bytes: Uint8Array;
}
