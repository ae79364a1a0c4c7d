/** No symbol. */
export const absent = -1;

/** Something that goes on in a sequence, and says what comes next. */
export interface Series {
  /** the symbol that comes next; `absent`: it does not say */
  readonly next: number;
  /** Forgets what was read, but for what was noted. */
  restart(): void;
  /** Notes what it has found that holds elsewhere in the sequence, for itself and others of its kind. */
  note?(): void;
  /**
   * Reads symbols start..end-1, which follow those of the last call.
   *
   * @param nexts receives what it said of each, shape (end - start,) or longer; unset where it said nothing of any
   * @returns whether it said something of one of them
   */
  read(start: number, end: number, nexts: Int32Array): boolean;
}
