/** One piece of text or data that belongs together. */
export interface Document {
  /** unique within its corpus */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** Where a sequence came from. */
export type Provenance =
  | { readonly kind: "file"; readonly path: string; readonly sha256: string | null }
  | { readonly kind: "stdin"; readonly sha256: string | null }
  | {
      readonly kind: "corpus";
      readonly corpus: string;
      readonly package: string;
      readonly version: string;
      readonly sha256: string;
    }
  | { readonly kind: "recipe"; readonly recipe: string; readonly seed: number };

/** A list of documents with provenance; no statistic crosses a document boundary. */
export interface Corpus {
  readonly id: string;
  readonly documents: readonly Document[];
  readonly provenance: Provenance;
}
