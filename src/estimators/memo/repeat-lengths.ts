import { defineShared } from "../../core/shared-value.ts";
import { repeatLengths as lengthsOf } from "../../statistics/repeats.ts";
import { suffixStructures } from "./suffix-structures.ts";

/** By position, the longest match that starts there and also starts elsewhere, shape (n,). */
export const repeatLengths = defineShared("repeat-lengths", (_, access) => {
  const structures = access.get(suffixStructures);
  return lengthsOf(structures.suffixes(), structures.prefixes());
});
