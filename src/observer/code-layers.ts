/**
 * What the nested codes know: each of these and all before it. The alphabet alone costs log2 A a symbol; what the last one costs is
 * what the observer pays.
 */
export const codeLayers = [
  "alphabet",
  "frequencies",
  "columns",
  "copies",
  "numbers",
  "contexts-1",
  "contexts-2",
  "contexts-4",
  "contexts-8",
  "words",
  "mixing",
] as const;

/** What a nested code knows beyond the one before it. */
export type CodeLayer = (typeof codeLayers)[number];
