import type { Comparison } from "../compare/schema.ts";
import { type Definition, definitionOf } from "./page-about.ts";

/** What each number of a comparison's page is, in the words of the glossary. */
export function comparisonDefinitions({ design, options, learner }: Comparison): Record<string, Definition> {
  const asked = (id: "ncd" | "code") => options.distances.includes(id);
  return {
    jsd: definitionOf("jsd", design === null ? "" : `Here of ${design.order}-grams.`),
    p: definitionOf("p"),
    halves: definitionOf("halves"),
    beyond: definitionOf("beyond"),
    verdict: definitionOf("differ"),
    ...(asked("ncd") ? { ncd: definitionOf("ncd") } : {}),
    ...(asked("code") ? { code: definitionOf("code") } : {}),
    ...(asked("code") || learner !== null ? { cross: definitionOf("cross") } : {}),
  };
}
