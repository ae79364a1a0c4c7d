// Renames bytes by a table.

/** Address of the new name of every byte. */
export const NAMES: usize = 0x1000;
/** Address of the bytes. */
export const BYTES: usize = 0x1100;

/** Renames the first bytes, in place. */
export function rename(length: usize): void {
  const end = BYTES + length;
  for (let at = BYTES; at < end; at++) store<u8>(at, load<u8>(NAMES + <usize>load<u8>(at)));
}
