import { type QuantityId, quantities } from "../../core/quantities.ts";
import type { Truth } from "../../core/truth.ts";
import { recipeWorld } from "../../input/recipe-world.ts";
import { bindRecipe } from "../../sources/recipe.ts";
import { corporaOf } from "../installation.ts";
import { exitStatus, type Io } from "../io.ts";
import type { SharedOptions } from "../options.ts";
import { writeOutput } from "../write-output.ts";

/** `mesoscope truth <recipe>`: what is exactly known of a source. @throws UsageError for a wrong recipe */
export async function runTruth(
  arguments_: readonly string[],
  options: SharedOptions,
  io: Io,
): Promise<number> {
  const source = await bindRecipe(arguments_[0] ?? "", recipeWorld(corporaOf(io), io.cwd));
  const truths = Object.entries(source.truth()) as [QuantityId, Truth][];
  const { recipe, alphabetSize } = source;
  if (options.format === "json" || options.output?.endsWith(".json")) {
    const withUnits = Object.fromEntries(
      truths.map(([id, truth]) => [id, { ...truth, unit: quantities[id].unit }]),
    );
    await writeOutput(
      io,
      options.output,
      `${JSON.stringify({ recipe, alphabetSize, truth: withUnits }, null, 2)}\n`,
    );
    return exitStatus.fine;
  }
  const { plainTable } = await import("../../report/kit/plain-table.ts");
  const rows = truths.map(([id, truth]) => [
    quantities[id].title,
    quantities[id].symbol,
    ...cells(truth, quantities[id].unit),
  ]);
  const table = plainTable(["quantity", "symbol", "value", "unit", "digits"], rows, [2, 4]);
  const routes = truths.map(
    ([id, truth]) => `${quantities[id].symbol}: ${truth.status === "unknown" ? truth.reason : truth.route}`,
  );
  const lines = [
    recipe,
    `alphabet ${alphabetSize}`,
    "",
    table,
    "",
    ...routes.flatMap((route) => wrap(route, lineColumns)),
  ];
  await writeOutput(io, options.output, `${lines.join("\n")}\n`);
  return exitStatus.fine;
}

const lineColumns = 80;

/** Breaks a line at blanks; what follows the first is indented. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function cells(truth: Truth, unit: string): [value: string, unit: string, digits: string] {
  switch (truth.status) {
    case "exact":
      return [truth.value.toPrecision(Math.min(12, truth.digits)), unit, String(truth.digits)];
    case "bounds":
      return [`${truth.lower.toPrecision(9)}..${truth.upper.toPrecision(9)}`, unit, ""];
    case "infinite":
      return ["infinite", "", ""];
    case "unknown":
      return ["unknown", "", ""];
  }
}
