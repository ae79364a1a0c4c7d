import { UsageError } from "../../core/errors.ts";
import type { BoundSource } from "../../core/source.ts";

/**
 * The bytes of a source that is a text.
 *
 * @param wanted the source that needs them, for the message
 * @throws UsageError when the source is a generator
 */
export function literalText(source: BoundSource, wanted: string): Uint8Array {
  if (source.text !== undefined) return source.text;
  throw new UsageError(`${wanted} wants a text, file(...) or corpus(...), not ${source.source.id}`);
}
