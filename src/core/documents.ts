/** One piece of text or data that belongs together; no statistic crosses its boundaries. */
export interface Document {
  /** unique within its corpus; the path of the file inside its package, POSIX, where there is one */
  readonly id: string;
  readonly bytes: Uint8Array;
}
