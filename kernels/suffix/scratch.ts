/** Address of what every step may use while it lasts. */
export const SCRATCH: usize = 0x1000;
/** For the most that a step needs, 2 048 prefixes and 4 096 events of 12 bytes. */
export const SCRATCH_BYTES: usize = 57_408;
