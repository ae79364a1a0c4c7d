/**
 * The lens as an entry of its own, `mesoscope/lens`: what each byte of a text costs, and which stretches are noise, order,
 * copies or unlike the rest, in the calling thread.
 */

export { type Copy, findCopies } from "./features/lens/copies.ts";
export {
  type AskedPlace,
  type Lens,
  type LensInput,
  type LensReader,
  NoSuchPlace,
  readableBytes,
  readLens,
} from "./features/lens/read-lens.ts";
export type { LensReport, LensSpan } from "./features/lens/schema.ts";
