import type { BoundSource, SourceBody, SourceDefinition } from "../../core/source.ts";
import type { GroundTruth } from "../../core/truth.ts";
import { choiceTruth } from "./choice-truth.ts";
import { scaledTruth } from "./scaled-truth.ts";

/** The parts of a source into which a memoryless channel can be moved. */
export type SourceParts = Pick<SourceBody, "choice" | "strands">;

/**
 * The parts of a source behind a memoryless channel: of a choice each one behind the channel, of strands one behind it.
 *
 * @param body what the channel makes of a source
 * @param definition of the channel, and its arguments behind the source as a recipe has them
 */
export function partsBehind(
  child: BoundSource,
  body: (part: BoundSource) => SourceBody,
  definition: SourceDefinition,
  rest: string,
): SourceParts {
  const behind = (part: BoundSource): BoundSource => ({
    label: part.label,
    ...body(part),
    recipe: `${definition.id}(${part.recipe}, ${rest})`,
    source: definition,
    ofText: part.ofText,
  });
  return {
    choice() {
      const choice = child.choice?.();
      // The alphabet of a part would be another one for the channel.
      if (choice === undefined || choice.parts.some((part) => part.alphabetSize !== child.alphabetSize))
        return undefined;
      return { parts: choice.parts.map(behind), weights: choice.weights };
    },
    strands() {
      const strands = child.strands?.();
      return strands && { count: strands.count, strand: behind(strands.strand) };
    },
  };
}

/** Truths of a source from those of its parts; undefined where it has none. */
export function truthOfParts({ choice, strands }: SourceParts): GroundTruth | undefined {
  const chosen = choice?.();
  if (chosen !== undefined) return choiceTruth(chosen.parts, chosen.weights);
  const woven = strands?.();
  if (woven === undefined) return undefined;
  const { count, strand } = woven;
  const { excessEntropy, statisticalComplexity, ...rates } = strand.truth();
  const route = `of ${count} independent strands in turn, each with the law of ${strand.recipe}`;
  return {
    ...rates,
    excessEntropy: scaledTruth(excessEntropy, count, route),
    statisticalComplexity: scaledTruth(statisticalComplexity, count, route),
  };
}
