import { defineShared } from "../../core/shared-value.ts";
import { lempelZiv76OfFactors } from "../../words/lempel-ziv-76.ts";
import { lempelZiv78 } from "../../words/lempel-ziv-78.ts";
import { suffixStructures } from "./suffix-structures.ts";

/** The exhaustive history of 1976. */
export const lempelZiv76Parse = defineShared("lempel-ziv-76", ({ segmentEnds }, access) => {
  return lempelZiv76OfFactors(access.get(suffixStructures).factors(), segmentEnds);
});

/** The incremental parsing of 1978. */
export const lempelZiv78Parse = defineShared("lempel-ziv-78", ({ symbols, segmentEnds }) =>
  lempelZiv78(symbols, segmentEnds),
);
