import type { SourceBody } from "../../core/source.ts";
import { unknown } from "../../core/truth.ts";

/** A source that gives the bytes of a text, once. */
export function textSource(text: Uint8Array): SourceBody {
  const why = unknown("a text is one sequence; the law behind it is not known");
  return {
    alphabetSize: 256,
    length: text.length,
    text,
    open() {
      let at = 0;
      return {
        fill(target) {
          const piece = text.subarray(at, at + target.length);
          target.set(piece);
          at += piece.length;
          return piece.length;
        },
      };
    },
    truth: () => ({ symbolEntropy: why, entropyRate: why, excessEntropy: why, statisticalComplexity: why }),
  };
}
