import { join } from "node:path";
import { describeParameters, parameterLine } from "../../command/describe-parameters.ts";
import { corporaOf } from "../../command/installation.ts";
import type { Io } from "../../command/io.ts";
import { writeNew } from "../../command/write-output.ts";
import { UsageError } from "../../core/errors.ts";
import { type QuantityId, quantities } from "../../core/quantities.ts";
import type { BoundSource } from "../../core/source.ts";
import type { GroundTruth, Truth } from "../../core/truth.ts";
import { version } from "../../core/version.ts";
import { recipeWorld } from "../../input/recipe-world.ts";
import { requireSize } from "../../input/size.ts";
import type { Catalogue, CatalogueEntry } from "../../report/terminal/catalogue-table.ts";
import type { KnownTruth } from "../../report/terminal/truth-table.ts";
import { bytesOf, generatedSequence } from "../../run/generated-sequence.ts";
import { withUnits } from "../../run/reported.ts";
import { bindRecipe } from "../../sources/recipe.ts";
import { sourceRegistry } from "../../sources/registry.ts";
import { structureSet } from "../../sources/structure-set.ts";
import { truthsAt } from "../../sources/truths/learnable-bits.ts";

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

/** The exact truths of a source. @param length of a sample, for its learnable bits @throws UsageError for a wrong recipe */
export async function knownTruth(
  paths: readonly string[],
  length: string | undefined,
  io: Io,
): Promise<KnownTruth> {
  const source = await bindRecipe(paths[0] ?? "", recipeWorld(corporaOf(io), io.cwd));
  return truthOf(source, length === undefined ? undefined : requireSize(length, "-n"));
}

function truthOf(source: BoundSource, n: number | undefined): KnownTruth {
  const { recipe, alphabetSize, boundaries } = source;
  return { recipe, alphabetSize, ...(boundaries && { boundaries }), truth: withUnits(truthsAt(source, n)) };
}

/**
 * Writes a sample of each recipe, and its truths beside it, as new files.
 *
 * @param recipes by default those of known learnable bits
 * @throws UsageError for a wrong recipe or length, and when a file exists or cannot be written
 */
export async function exportSources(
  recipes: readonly string[],
  folder: string,
  length: string,
  seed: number,
  io: Io,
): Promise<void> {
  const n = requireSize(length, "-n");
  const files: { path: string; text: string | Uint8Array }[] = [];
  for (const text of recipes.length > 0 ? recipes : structureSet) {
    const source = await bindRecipe(text, recipeWorld(corporaOf(io), io.cwd));
    if (n > source.length) throw new UsageError(`${source.recipe} has only ${source.length} symbols`);
    const { symbols } = generatedSequence(source, n, seed).sequence;
    const name = `${String(files.length / 2 + 1).padStart(2, "0")}-${source.source.id}`;
    const { truth, ...about } = truthOf(source, n);
    const truths = Object.entries(truth).map(([id, known]) => {
      const { title, symbol } = quantities[id as QuantityId];
      return [id, { title, symbol, ...known }] as const;
    });
    const stated = {
      tool: { name: "mesoscope", version },
      ...{ ...about, n, seed, file: `${name}.bin`, bytesPerSymbol: symbols.BYTES_PER_ELEMENT },
      truths: Object.fromEntries(truths),
    };
    files.push({ path: join(folder, `${name}.bin`), text: bytesOf(symbols) });
    files.push({ path: join(folder, `${name}.json`), text: `${JSON.stringify(stated, null, 2)}\n` });
  }
  writeNew(io, files);
}
