import type { Document } from "../../core/documents.ts";
import { messageOf } from "../../core/errors.ts";
import {
  between,
  dropLines,
  gunzip,
  htmlText,
  jsonJoin,
  jsonStrings,
  regexAll,
  splitItems,
  stripAnsi,
  take,
  takeUtf8,
} from "./extraction/steps.ts";
import type { ExtractionStep } from "./manifest.ts";

type Extraction =
  | { readonly status: "ok"; readonly documents: readonly Document[] }
  | { readonly status: "failed"; readonly reason: string };

/**
 * Applies the steps of a manifest in order: `take` and `take-utf8` cut the corpus as a whole, every other step works on each
 * document alone. Drops documents that become empty.
 *
 * @returns the documents, or the reason of the first step that failed, with its document
 * Cost: O(bytes) a step.
 */
export function extract(raw: readonly Document[], steps: readonly ExtractionStep[]): Extraction {
  let documents = raw;
  for (const step of steps) {
    if (step.op === "take") documents = take(documents, step.bytes);
    else if (step.op === "take-utf8") documents = takeUtf8(documents, step.bytes);
    else {
      const next: Document[] = [];
      for (const { id, bytes } of documents) {
        try {
          next.push({ id, bytes: applyStep(bytes, step) });
        } catch (error) {
          return { status: "failed", reason: `${step.op} on ${id}: ${messageOf(error)}` };
        }
      }
      documents = next;
    }
  }
  return { status: "ok", documents: documents.filter(({ bytes }) => bytes.length > 0) };
}

type DocumentStep = Exclude<ExtractionStep, { op: "take" | "take-utf8" }>;

function applyStep(bytes: Uint8Array, step: DocumentStep): Uint8Array {
  if (step.op === "gunzip") return gunzip(bytes);
  // a fatal decoder, because a replacement character would silently change the corpus; a byte-order mark is kept
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  return Buffer.from(textStep(text, step), "utf8");
}

function textStep(text: string, step: Exclude<DocumentStep, { op: "gunzip" }>): string {
  switch (step.op) {
    case "html-text":
      return htmlText(text);
    case "json-strings":
      return jsonStrings(text);
    case "json-prose":
      return jsonStrings(text, step.min);
    case "json-join":
      return jsonJoin(text);
    case "regex-all":
      return regexAll(text, step.re, step.squash);
    case "split":
      return splitItems(text, step.sep);
    case "drop-lines":
      return dropLines(text, step.re);
    case "strip-ansi":
      return stripAnsi(text);
    case "between":
      return between(text, step.from, step.to);
  }
}
