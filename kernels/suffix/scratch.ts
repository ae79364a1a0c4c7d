/** Address of temporary memory, which every step may overwrite. */
export const SCRATCH: usize = 0x1000;
/** Size of the largest use: 2 048 prefixes and 4 096 events of 12 bytes. */
export const SCRATCH_BYTES: usize = 57_408;
