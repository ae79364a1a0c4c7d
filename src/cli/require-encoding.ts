import type { EncodingId } from "../core/encoding.ts";

/** What an encoding needs is there before anything is read. @throws UsageError when its package is not installed */
export async function requireEncoding(encoding: EncodingId): Promise<void> {
  if (encoding === "bytes" || encoding === "characters" || encoding === "words") return;
  const { requireTokenizer } = await import("../encodings/tokenizer.ts");
  requireTokenizer(encoding);
}
