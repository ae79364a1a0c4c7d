import { defineShared } from "../../core/shared-value.ts";
import { frequencySpectrum } from "../../statistics/counts.ts";
import { symbolCounts } from "./symbol-counts.ts";

/** How many symbols occur how often; derived from the counts alone, so a streaming run has it too. */
export const symbolSpectrum = defineShared("symbol-spectrum", (_sequence, access) =>
  frequencySpectrum(access.get(symbolCounts)),
);
