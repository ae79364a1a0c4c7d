/**
 * The layers of the nested codes; each code has its layer and all before it. The alphabet alone costs log2 A a symbol; the last
 * code costs what the observer costs.
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

/** The layer that a nested code adds. */
export type CodeLayer = (typeof codeLayers)[number];
