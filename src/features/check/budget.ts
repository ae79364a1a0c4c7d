import { UsageError } from "../../core/errors.ts";
import type { QuantityId } from "../../core/quantities.ts";
import { estimatorRegistry } from "../../estimators/registry.ts";
import { compilePathGlob } from "../../input/glob.ts";
import { chooseEstimators } from "../../run/choose-estimators.ts";
import type { EstimatorChoice } from "../../run/task.ts";
import { answeringEstimators, type Budget, coordinateIds } from "./config-schema.ts";
import { type Demand, type Instrument, keyOfChoice } from "./judge.ts";
import type { LoadedConfig } from "./read-config.ts";

/** The files of a budget, and its demands. */
export interface PlannedBudget {
  /** @param path from the folder of the configuration, with slashes */
  matches(path: string): boolean;
  /** whether it selects by the end of the name, as `*.ts` and `lib/a.ts` do and `lib/**` does not */
  namesEnding(path: string): boolean;
  readonly demands: readonly Demand[];
  readonly files: readonly string[];
  readonly line: number;
}

/** An instrument by its name. @throws UsageError for an unknown estimator or wrong parameters */
export async function instrumentOf(text: string): Promise<Instrument> {
  if (text === "spectrum") return { kind: "spectrum" };
  const choice = (await chooseEstimators([text]))[0]!;
  const { quantity } = await estimatorRegistry.get(choice.id);
  return { kind: "estimator", text, choice, quantity };
}

/** Distinct estimators, in order. */
export function choicesOfInstruments(instruments: readonly Instrument[]): EstimatorChoice[] {
  const choices = instruments.flatMap((one) => (one.kind === "estimator" ? [one.choice] : []));
  return [...new Map(choices.map((choice) => [keyOfChoice(choice), choice])).values()];
}

/** Adds the line of the configuration to errors of an entry. */
export async function inConfig<Value>(
  loaded: LoadedConfig | null,
  at: (string | number)[],
  act: () => Value | Promise<Value>,
): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    if (loaded === null || !(error instanceof UsageError || error instanceof RangeError)) throw error;
    throw loaded.wrong(at, error.message);
  }
}

/** A budget, ready to use. @throws UsageError that names the line */
export async function planBudget(budget: Budget, loaded: LoadedConfig, i: number): Promise<PlannedBudget> {
  const at = ["budgets", i];
  const globs: { readonly negated: boolean; matches(path: string): boolean }[] = [];
  for (const [k, glob] of budget.files.entries()) {
    const negated = glob.startsWith("!");
    const compile = () => compilePathGlob(negated ? glob.slice(1) : glob);
    const { matches } = await inConfig(loaded, [...at, "files", k], compile);
    globs.push({ negated, matches });
  }
  const why = budget.why ?? null;
  const demands: Demand[] = [];
  const spectrum = { kind: "spectrum" } as const;
  const common = (key: string) => ({
    quantity: key,
    at: null,
    minSymbols: budget.minSymbols ?? 0,
    why,
    line: loaded.lineOf([...at, key]),
  });
  if (budget.regime !== undefined) {
    demands.push({ ...common("regime"), instrument: spectrum, allowed: { regimes: budget.regime } });
  }
  if (budget.noise !== undefined)
    demands.push({ ...common("noise"), instrument: { kind: "sections" }, allowed: ends(budget.noise) });
  for (const id of coordinateIds) {
    const limit = budget[id];
    if (limit !== undefined) demands.push({ ...common(id), instrument: spectrum, allowed: ends(limit) });
  }
  for (const id of Object.keys(answeringEstimators) as QuantityId[]) {
    const limit = budget[id];
    if (limit === undefined) continue;
    const instrument = await inConfig(loaded, [...at, id, "estimator"], () => answering(id, limit.estimator));
    demands.push({ ...common(id), at: limit.at ?? null, instrument, allowed: ends(limit) });
  }
  if (demands.length === 0)
    throw loaded.wrong(at, `budgets[${i}] limits nothing: name a quantity or a regime`);
  const matches = (path: string) => {
    const meant = globs.filter(({ negated }) => !negated).some((glob) => glob.matches(path));
    return meant && !globs.some((glob) => glob.negated && glob.matches(path));
  };
  return {
    matches,
    namesEnding: (path) => matches(path) && !matches(`${path}~`),
    demands,
    files: budget.files,
    line: loaded.lineOf(at),
  };
}

function ends({ min, max }: { readonly min?: number | undefined; readonly max?: number | undefined }) {
  return { min: min ?? null, max: max ?? null };
}

async function answering(id: QuantityId, named: string | undefined): Promise<Instrument> {
  const instrument = await instrumentOf(named ?? answeringEstimators[id]!.estimator);
  if (instrument.kind !== "estimator") throw new UsageError(`spectrum does not estimate ${id}`);
  return instrument;
}
