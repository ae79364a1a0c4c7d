import { describeParameters, parameterLine } from "../../command/describe-parameters.ts";
import { corporaOf } from "../../command/installation.ts";
import type { Io } from "../../command/io.ts";
import { type QuantityId, quantities } from "../../core/quantities.ts";
import type { GroundTruth, Truth } from "../../core/truth.ts";
import { recipeWorld } from "../../input/recipe-world.ts";
import type { Catalogue, CatalogueEntry } from "../../report/terminal/catalogue-table.ts";
import type { KnownTruth } from "../../report/terminal/truth-table.ts";
import { bindRecipe } from "../../sources/recipe.ts";
import { sourceRegistry } from "../../sources/registry.ts";

/**
 * The generators; with ids these in full.
 *
 * @param truths whether to work out the truths of each, which takes a while for all of them
 * @throws UsageError for an unknown id
 */
export async function listSources(ids: readonly string[], truths: boolean, io: Io): Promise<Catalogue> {
  const chosen = ids.length === 0 ? sourceRegistry.entries : ids.map((id) => sourceRegistry.get(id));
  const world = recipeWorld(corporaOf(io), io.cwd);
  const machine: unknown[] = [];
  const entries: CatalogueEntry[] = [];
  for (const source of chosen) {
    const parameters = describeParameters(source.params);
    // A source that reads a file has no truth before the file is named.
    const truth = !truths
      ? null
      : await bindRecipe(source.example, world).then(
          (bound) => bound.truth(),
          () => null,
        );
    const { id, group, title, summary, reference, example, inputs, mostInputs } = source;
    machine.push({ id, group, title, summary, inputs, mostInputs, parameters, example, truth, reference });
    const details = [
      ...parameters.map(parameterLine),
      `e.g. ${example}${truth === null ? "" : `: ${truthLine(truth)}`}`,
      reference,
    ];
    entries.push({ id, group, summary, details: ids.length === 0 ? null : details });
  }
  return { entries, machine };
}

/** Truths in one line: `h = 0.6667, E = 0.2516 bit`. */
function truthLine(truth: GroundTruth): string {
  return (Object.entries(truth) as [QuantityId, Truth][])
    .map(([id, value]) => `${quantities[id].symbol} ${shortTruth(value)}`)
    .join(", ");
}

function shortTruth(truth: Truth): string {
  switch (truth.status) {
    case "exact":
      return `= ${Number(truth.value.toPrecision(Math.min(7, truth.digits)))}`;
    case "bounds":
      return `in [${Number(truth.lower.toPrecision(5))}, ${Number(truth.upper.toPrecision(5))}]`;
    case "conjectured":
      return `= ${Number(truth.value.toPrecision(7))} (conjectured: ${truth.by})`;
    case "infinite":
      return "infinite";
    case "unknown":
      return "unknown";
  }
}

/** The exact truths of a source. @throws UsageError for a wrong recipe */
export async function knownTruth(paths: readonly string[], io: Io): Promise<KnownTruth> {
  const source = await bindRecipe(paths[0] ?? "", recipeWorld(corporaOf(io), io.cwd));
  const truths = Object.entries(source.truth()) as [QuantityId, Truth][];
  return {
    recipe: source.recipe,
    alphabetSize: source.alphabetSize,
    truth: Object.fromEntries(truths.map(([id, truth]) => [id, { ...truth, unit: quantities[id].unit }])),
  };
}
