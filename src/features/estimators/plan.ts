import { describeParameters, parameterLine } from "../../command/describe-parameters.ts";
import { quantities } from "../../core/quantities.ts";
import { estimatorRegistry } from "../../estimators/registry.ts";
import type { Catalogue } from "../../report/terminal/catalogue-table.ts";

const boundText = {
  upper: "an upper bound of the quantity",
  lower: "a lower bound of the quantity",
} as const;

/** The estimators for -e; with ids these in full. @throws UsageError for an unknown id */
export async function listEstimators(ids: readonly string[]): Promise<Catalogue> {
  const chosen = await (ids.length === 0
    ? estimatorRegistry.all()
    : Promise.all(ids.map((id) => estimatorRegistry.get(id))));
  const machine = chosen.map((estimator) => {
    const { id, quantity, title, summary, formula, convention, validity, cost, reference, minimumLength } =
      estimator;
    const { unit } = quantities[quantity];
    const parameters = estimator.params === null ? [] : describeParameters(estimator.params);
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
    details:
      ids.length === 0
        ? null
        : [
            estimator.formula,
            ...(estimator.convention === null ? [] : [`convention: ${estimator.convention}`]),
            ...(estimator.bound === null ? [] : [`estimates: ${boundText[estimator.bound]}`]),
            `holds: ${estimator.validity}`,
            `cost: ${estimator.cost}`,
            ...estimator.parameters.map(parameterLine),
            estimator.reference,
          ],
  }));
  return { entries, machine };
}
