import { closeSync, readSync } from "node:fs";
import { posix } from "node:path";
import { UsageError } from "../../core/errors.ts";
import { JsonFault, parseJson } from "../../core/json.ts";
import { currentName } from "../../core/other-names.ts";
import { isSpecial, openRegular } from "../../input/open-regular.ts";
import type { Sample } from "../../results/report.ts";
import type { EstimatorChoice } from "../../run/task.ts";
import { coordinateIds } from "./config-schema.ts";
import {
  type FoundNumber,
  type Instrument,
  judgeDrift,
  measurementOf,
  ofCoordinate,
  ofMeasurement,
} from "./judge.ts";
import { readOwnText } from "./read-config.ts";
import { type Baseline, baselineSchema, type Check } from "./schema.ts";

export type BaselineInput = Baseline["inputs"][number];

interface NumberNow {
  readonly quantity: string;
  readonly estimator: string;
  readonly unit: BaselineInput["numbers"][number]["unit"];
  readonly found: FoundNumber;
}

/** Numbers that the spectrum contributes to a baseline, and those of an estimator. */
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
 * What a baseline stores of an input: numbers with intervals, since without one no change can be distinguished from chance, and
 * why there is none.
 *
 * @param path from the folder of the baseline
 * @throws Error when the sample lacks a measurement
 */
export function baselineInput(
  path: string,
  sample: Sample,
  estimators: readonly EstimatorChoice[],
  instruments: readonly Instrument[],
): BaselineInput {
  const numbers = numbersNow(sample, estimators, instruments).map(({ found, ...about }) => {
    if ("reason" in found) return { ...about, reason: found.reason };
    const { value, interval } = found;
    return interval === null ? { ...about, reason: noInterval } : { ...about, value, interval };
  });
  return { path, n: sample.n, numbers };
}

const noInterval = "no interval is known";

/**
 * Judges every number that the baseline has of an input. A number that was missing and still is gives no check, unless there is
 * no other.
 *
 * @throws Error when the sample lacks a measurement
 */
export function judgeDrifts(
  sample: Sample,
  estimators: readonly EstimatorChoice[],
  instruments: readonly Instrument[],
  then: BaselineInput,
): Check[] {
  const now = numbersNow(sample, estimators, instruments);
  const none: Check[] = [];
  const checks = then.numbers.flatMap((known): Check[] => {
    const { quantity, estimator, unit } = known;
    const { found } = now.find((one) => one.quantity === quantity && one.estimator === estimator)!;
    const about = { input: sample.name, quantity, estimator, unit };
    if (!("reason" in known)) return [judgeDrift(about, found, known)];
    const reason = `not in the baseline: ${known.reason}`;
    const expected = { min: null, max: null };
    const check = { ...about, rule: "drift", at: null, why: null, line: null, expected } as const;
    const unknown: Check = { ...check, status: "undefined", measured: null, reason };
    const isKnownNow = !("reason" in found) && found.interval !== null;
    if (!isKnownNow) none.push(unknown);
    return isKnownNow ? [unknown] : [];
  });
  return checks.length > 0 ? checks : none.slice(0, 1);
}

/**
 * Missing or surplus entries of a baseline: each input has one entry for each compared number.
 *
 * @returns in words; null: none
 */
export function faultOfNumbers({ inputs }: Baseline, instruments: readonly Instrument[]): string | null {
  const keyOf = ({ quantity, estimator }: { quantity: string; estimator: string }) =>
    `${quantity} by ${estimator}`;
  const wanted = instruments.flatMap((instrument) =>
    instrument.kind === "spectrum"
      ? coordinateIds.map((quantity) => keyOf({ quantity, estimator: "spectrum" }))
      : [keyOf({ quantity: instrument.quantity, estimator: instrument.text })],
  );
  for (const { path, numbers } of inputs) {
    const keys = numbers.map(keyOf);
    const missing = wanted.find((key) => !keys.includes(key));
    if (missing !== undefined) return `${path} lacks ${missing}`;
    const other = keys.find((key, i) => !wanted.includes(key) || keys.indexOf(key) < i);
    if (other !== undefined) return `${path} has ${other}, which is not requested or occurs twice`;
    for (const [i, number] of numbers.entries()) {
      if ("reason" in number) continue;
      const { value, interval } = number;
      if (value < interval.lower || value > interval.upper)
        return `${path}: ${keys[i]} is outside its own interval`;
    }
  }
  return null;
}

/**
 * Reads what `mesoscope baseline` wrote.
 *
 * @param shown its name in messages
 * @throws UsageError when it cannot be read, is not a baseline, or has two entries for a file
 */
export function readBaseline(path: string, shown: string): Baseline {
  const wrong = (reason: string) =>
    new UsageError(`${shown}: ${reason}; write it again with mesoscope baseline`);
  const text = readOwnText(path, shown, "baseline");
  const result = baselineSchema.safeParse(parsed(text, wrong));
  if (!result.success) {
    const { path: at, message } = result.error.issues[0]!;
    throw wrong(`${at.length === 0 ? "" : `${at.join(".")}: `}${message}`);
  }
  for (const { numbers } of result.data.inputs)
    for (const number of numbers) number.quantity = currentName(number.quantity);
  const { inputs, usual } = result.data;
  for (const files of [inputs, usual?.files ?? []]) {
    const seen = new Set<string>();
    for (const { path: of } of files) {
      if (seen.has(of)) throw wrong(`${of} occurs twice, as after a merge`);
      if (posix.normalize(of) !== of) throw wrong(`${of} is not a valid path of a baseline`);
      seen.add(of);
    }
  }
  return result.data;
}

/** A baseline as text: one line per input or file, so that a diff shows a change of one as one line. */
export function baselineText({ inputs, usual, ...rest }: Baseline): string {
  const head = JSON.stringify(rest, null, 2).slice(0, -2);
  const parts = [`${head},\n  "inputs": ${listText(inputs, "  ")}`];
  if (usual !== undefined) {
    const { files, ...about } = usual;
    const members = Object.entries(about).map(([key, value]) => `    "${key}": ${JSON.stringify(value)},\n`);
    parts.push(`  "usual": {\n${members.join("")}    "files": ${listText(files, "    ")}\n  }`);
  }
  return `${parts.join(",\n")}\n}\n`;
}

function listText(entries: readonly unknown[], indent: string): string {
  const lines = entries.map((entry) => `${indent}  ${JSON.stringify(entry)}`).join(",\n");
  return `[${lines === "" ? "" : `\n${lines}\n${indent}`}]`;
}

/** Bytes that identify a baseline: the first key comes first. */
const headBytes = 4096;

/**
 * Whether a baseline may overwrite a path: nothing is there, or a file that begins as a baseline, even if truncated, of another
 * version or full of merge markers.
 */
export function mayBecomeBaseline(path: string): boolean {
  try {
    const { file } = openRegular(path);
    try {
      const head = Buffer.alloc(headBytes);
      const text = head.toString("latin1", 0, readSync(file, head));
      return text.trim() === "" || text.includes('"schemaVersion"');
    } finally {
      closeSync(file);
    }
  } catch {
    // The path is missing, or writing will report the fault; opening a pipe would block.
    return !isSpecial(path);
  }
}

function parsed(text: string, wrong: (reason: string) => UsageError): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw wrong(`line ${text.slice(0, error.at).split("\n").length}: ${error.message}`);
  }
}
