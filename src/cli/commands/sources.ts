import { type QuantityId, quantities } from "../../core/quantities.ts";
import type { GroundTruth, Truth } from "../../core/truth.ts";
import { recipeWorld } from "../../input/recipe-world.ts";
import { bindRecipe } from "../../sources/recipe.ts";
import { sourceRegistry } from "../../sources/registry.ts";
import { corporaOf } from "../installation.ts";
import { exitStatus, type Io } from "../io.ts";
import type { SharedOptions } from "../options.ts";
import { printCatalogue } from "./catalogue.ts";
import { describeParameters, parameterLine } from "./describe-parameters.ts";

/** `mesoscope sources [ids...]`: the generators. @throws UsageError for an unknown id */
export async function runSources(
  arguments_: readonly string[],
  options: SharedOptions,
  io: Io,
): Promise<number> {
  const chosen =
    arguments_.length === 0 ? sourceRegistry.entries : arguments_.map((id) => sourceRegistry.get(id));
  const world = recipeWorld(corporaOf(io), io.cwd);
  const machine = [];
  const entries = [];
  for (const source of chosen) {
    const parameters = describeParameters(source.params);
    // Sources that read files have no truth before one is named.
    const truth = await bindRecipe(source.example, world).then(
      (bound) => bound.truth(),
      () => null,
    );
    const { id, group, title, summary, reference, example, inputs, mostInputs } = source;
    machine.push({ id, group, title, summary, inputs, mostInputs, parameters, example, truth, reference });
    entries.push({
      id,
      group,
      summary,
      details: [
        ...parameters.map(parameterLine),
        `e.g. ${example}${truth === null ? "" : `: ${truthLine(truth)}`}`,
        reference,
      ],
    });
  }
  await printCatalogue(entries, machine, options, io);
  return exitStatus.fine;
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
    case "infinite":
      return "infinite";
    case "unknown":
      return "unknown";
  }
}
