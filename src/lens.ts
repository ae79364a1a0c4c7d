/**
 * The lens as a separate entry, `mesoscope/lens`: the code length of each byte of a text, and which stretches are noise, order,
 * copies or unlike the rest, in the calling thread.
 */

export { type Copy, findCopies } from "./features/lens/copies.ts";
export {
  type Lens,
  type LensInput,
  type LensReader,
  readableBytes,
  readLens,
} from "./features/lens/read-lens.ts";
export type { LensReport, LensSpan } from "./results/lens-schema.ts";
