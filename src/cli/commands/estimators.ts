import { quantities } from "../../core/quantities.ts";
import { estimatorRegistry } from "../../estimators/registry.ts";
import { exitStatus, type Io } from "../io.ts";
import type { SharedOptions } from "../options.ts";
import { printCatalogue } from "./catalogue.ts";
import { describeParameters, parameterLine } from "./describe-parameters.ts";

const boundText = {
  upper: "an upper bound of the quantity",
  lower: "a lower bound of the quantity",
} as const;

/** `mesoscope estimators [ids...]`: what -e accepts. @throws UsageError for an unknown id */
export async function runEstimators(
  arguments_: readonly string[],
  options: SharedOptions,
  io: Io,
): Promise<number> {
  const chosen =
    arguments_.length === 0 ? estimatorRegistry.entries : arguments_.map((id) => estimatorRegistry.get(id));
  const machine = chosen.map((estimator) => {
    const { id, quantity, title, summary, formula, convention, validity, cost, reference, minimumLength } =
      estimator;
    const { unit } = quantities[quantity];
    const parameters = describeParameters(estimator.params);
    return {
      id,
      quantity,
      unit,
      title,
      summary,
      formula,
      convention: convention ?? null,
      bound: estimator.bound ?? null,
      validity,
      cost,
      minimumLength,
      streams: estimator.streams !== null,
      parameters,
      reference,
    };
  });
  const entries = machine.map((estimator) => ({
    id: estimator.id,
    group: `${quantities[estimator.quantity].title}, ${quantities[estimator.quantity].symbol} (${estimator.unit})`,
    summary: estimator.summary,
    details: [
      estimator.formula,
      ...(estimator.convention === null ? [] : [`convention: ${estimator.convention}`]),
      ...(estimator.bound === null ? [] : [`estimates: ${boundText[estimator.bound]}`]),
      `holds: ${estimator.validity}`,
      `cost: ${estimator.cost}`,
      ...estimator.parameters.map(parameterLine),
      estimator.reference,
    ],
  }));
  await printCatalogue(entries, machine, options, io);
  return exitStatus.fine;
}
