import type { EncodedSequence, EncodingId } from "../../../src/core/encoding.ts";
import { decodeText } from "../../../src/encodings/decode-text.ts";
import { type SymbolTable, tableSequence } from "../../../src/encodings/symbol-table.ts";
import type { TextFormat } from "../../../src/encodings/text-format.ts";

/**
 * Everything in the segments as symbols of an empty table.
 *
 * @param format null to sniff it from the first segment
 * @throws RangeError when the platform cannot allocate the symbols
 */
export function encodeByTable(
  encoding: EncodingId,
  table: SymbolTable,
  segments: readonly Uint8Array[],
  format: TextFormat | null,
): EncodedSequence {
  const segmentEnds: number[] = [];
  const decoded = decodeText(segments, format, {
    chunk: (codePoints) => table.add(codePoints),
    endSegment() {
      table.endSegment();
      if (table.length > (segmentEnds.at(-1) ?? 0)) segmentEnds.push(table.length);
    },
  });
  return tableSequence(encoding, table, segmentEnds, decoded);
}
