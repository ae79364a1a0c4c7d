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
  /** Reads the symbol at a place, the one after that of the last call. */
  read(at: number): void;
}
