// Maps bytes by a table.

/** u8[256]: the new value of each byte. */
export const NAMES: usize = 0x1000;
/** u8[any]: the bytes. */
export const BYTES: usize = 0x1100;

/** Maps the first `length` bytes in place. */
export function rename(length: usize): void {
  const end = BYTES + length;
  for (let at = BYTES; at < end; at++) store<u8>(at, load<u8>(NAMES + <usize>load<u8>(at)));
}
