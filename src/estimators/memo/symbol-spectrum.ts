import { defineStatistic } from "../../core/statistic.ts";
import { frequencySpectrum } from "../../entropy/frequency-spectrum.ts";
import { symbolCounts } from "./symbol-counts.ts";

/** How many symbols occur how often; derived from the counts alone, so a streaming run has it too. */
export const symbolSpectrum = defineStatistic("symbol-spectrum", (_sequence, access) =>
  frequencySpectrum(access.get(symbolCounts)),
);
