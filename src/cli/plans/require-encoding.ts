import { UsageError } from "../../core/errors.ts";
import type { SharedOptions } from "../options.ts";

/**
 * What reading text needs is there before anything is read.
 *
 * @throws UsageError when the package that cuts tokens is not installed, or a character encoding is named for bytes
 */
export async function requireEncoding({ encoding, charset }: SharedOptions): Promise<void> {
  if (encoding === "bytes" && charset !== "auto") {
    throw new UsageError("bytes have no --charset: leave it out, or choose an --encoding that reads text");
  }
  if (encoding === "bytes" || encoding === "characters" || encoding === "words") return;
  const { requireTokenizer } = await import("../../encodings/tokenizer.ts");
  requireTokenizer(encoding);
}
