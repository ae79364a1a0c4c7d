import type { Sample } from "../results/report.ts";
import type { EstimatorChoice } from "../run/task.ts";
import { coordinateIds } from "./config-schema.ts";
import {
  type Found,
  type Instrument,
  judgeDrift,
  measurementOf,
  ofCoordinate,
  ofMeasurement,
} from "./judge.ts";
import type { Baseline, Check } from "./schema.ts";

export type BaselineInput = Baseline["inputs"][number];

interface NumberNow {
  readonly quantity: string;
  readonly estimator: string;
  readonly unit: BaselineInput["numbers"][number]["unit"];
  readonly found: Found;
}

/** What the spectrum gives to a baseline, and what an estimator does. */
function numbersNow(
  sample: Sample,
  estimators: readonly EstimatorChoice[],
  instruments: readonly Instrument[],
): NumberNow[] {
  return instruments.flatMap((instrument): NumberNow[] => {
    if (instrument.kind === "spectrum") {
      return coordinateIds.map((quantity) => ({
        quantity,
        estimator: "spectrum",
        ...ofCoordinate(sample, quantity),
      }));
    }
    const measurement = measurementOf(sample, estimators, instrument.choice);
    return [
      { quantity: measurement.quantity, estimator: instrument.text, ...ofMeasurement(measurement, null) },
    ];
  });
}

/**
 * What a baseline keeps of an input: numbers with intervals, since without one no change can be distinguished from chance.
 *
 * @param path from the folder of the baseline
 * @throws Error when the sample was not asked for it
 */
export function baselineInput(
  path: string,
  sample: Sample,
  estimators: readonly EstimatorChoice[],
  instruments: readonly Instrument[],
): BaselineInput {
  const numbers = numbersNow(sample, estimators, instruments).flatMap(({ found, ...about }) =>
    "reason" in found || found.interval === null
      ? []
      : [{ ...about, value: found.value, interval: found.interval }],
  );
  return { path, n: sample.n, numbers };
}

/** Judges everything that the baseline knows of an input. @throws Error when the sample was not asked for it */
export function judgeDrifts(
  sample: Sample,
  estimators: readonly EstimatorChoice[],
  instruments: readonly Instrument[],
  then: BaselineInput,
): Check[] {
  const now = numbersNow(sample, estimators, instruments);
  return then.numbers.flatMap(({ quantity, estimator, unit, ...known }) => {
    const same = now.find((one) => one.quantity === quantity && one.estimator === estimator);
    return same === undefined
      ? []
      : [judgeDrift({ input: sample.name, quantity, estimator, unit }, same.found, known)];
  });
}
