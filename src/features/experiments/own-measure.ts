import type { Io } from "../../command/io.ts";
import { outputOf } from "../../command/run-program.ts";
import { InputError } from "../../core/errors.ts";
import { type QuantityId, quantities } from "../../core/quantities.ts";
import type { Symbols } from "../../core/sequence.ts";
import { recipeWorld } from "../../input/recipe-world.ts";
import { shown } from "../../learners/exchange-text.ts";
import { splitCommand } from "../../learners/split-command.ts";
import type { ReportedMeasurement } from "../../results/report.ts";
import { bytesOf, generatedSequence } from "../../run/generated-sequence.ts";
import type { TaskRunner } from "../../run/pool.ts";
import type { MeasureTask } from "../../run/task.ts";
import { bindRecipe } from "../../sources/recipe.ts";
import { boundariesOf, boundariesWithin, boundaryMeasurements, type FoundBoundary } from "./boundaries.ts";

/** A sample that an own measure reads. */
export interface OwnSample {
  readonly symbols: Symbols;
  readonly alphabetSize: number;
}

/** A program that reads a sample and prints a number, or boundaries; or a function. */
export interface OwnMeasure {
  readonly command: string;
  readonly quantity: QuantityId;
  /** @throws InputError in one line that names the program and the sample */
  measure(sample: OwnSample, name: string): Promise<number | readonly FoundBoundary[]>;
}

/** What finds sections, as a measure of boundaries. */
export const sectionsMeasure: OwnMeasure = {
  command: "sections",
  quantity: "boundary",
  measure: ({ symbols }) => boundariesOf(symbols),
};

/** Longest output of a program: a number, and boundaries. */
const mostOut = 1000;
const mostOutOfBoundaries = 1_000_000;

/** @throws UsageError for a command that cannot be split into words */
export function ownMeasure(command: string, quantity: QuantityId, seconds: number, io: Io): OwnMeasure {
  const argv = splitCommand(command, "--measure");
  return {
    command,
    quantity,
    async measure({ symbols }, name) {
      const about = `${shown(command)} on ${name}`;
      const most = quantity === "boundary" ? mostOutOfBoundaries : mostOut;
      const text = (await outputOf(about, argv, bytesOf(symbols), most, seconds, io)).trim();
      // A sample of one kind has no boundary.
      const words = text === "" ? [] : text.split(/\s+/);
      const wrong = words.find((word) => !Number.isFinite(Number(word)));
      if (quantity === "boundary" && wrong === undefined) return words.map((word) => ({ at: Number(word) }));
      const value = words.length === 1 ? Number(text) : Number.NaN;
      if (Number.isFinite(value)) return value;
      throw new InputError(`${about}: prints ${text === "" ? "nothing" : shown(text)}, not a number`);
    },
  };
}

/** Adds own measures to a runner. They come first, since a program that fails should not cost more; `atOnce` run at a time. */
export function withOwn(runner: TaskRunner, own: readonly OwnMeasure[], atOnce: number): TaskRunner {
  if (own.length === 0) return runner;
  return {
    async each(tasks, take) {
      const found = new Array<Awaited<ReturnType<typeof measuredBy>>>(tasks.length);
      let started = 0;
      const inTurns = async () => {
        while (started < tasks.length) {
          const place = started++;
          found[place] = await measuredBy(own, tasks.at(place)!).catch((error: unknown) => {
            started = tasks.length;
            throw error;
          });
        }
      };
      await Promise.all(Array.from({ length: atOnce }, inTurns));
      await runner.each(tasks, (result, place) => {
        if (result.status !== "ok") return take(result, place);
        const { sample } = result;
        const measurements = [...sample.measurements, ...found[place]!];
        take({ ...result, sample: { ...sample, measurements } }, place);
      });
    },
  };
}

async function measuredBy(own: readonly OwnMeasure[], { input, options, environment }: MeasureTask) {
  const { recipe } = input as { readonly recipe: string };
  const n = options.sample as number;
  const source = await bindRecipe(recipe, recipeWorld(environment.corpora, "."));
  const { symbols, alphabetSize } = generatedSequence(source, n, options.seed).sequence;
  const values: ReportedMeasurement[] = [];
  for (const { command, quantity, measure } of own) {
    const name = `${source.recipe}, seed ${options.seed}`;
    const value: unknown = await measure({ symbols: symbols.slice(), alphabetSize }, name);
    if (quantity === "boundary") {
      const found = foundIn(value, `${command} on ${name}`);
      values.push(...boundaryMeasurements(command, n, boundariesWithin(source, n), found));
      continue;
    }
    if (typeof value !== "number" || !Number.isFinite(value))
      throw new InputError(`${command} on ${name}: returns ${shown(String(value))}, not a number`);
    const about = { estimator: command, quantity, unit: quantities[quantity].unit, parameters: {}, n };
    values.push({ ...about, status: "ok", shape: "scalar", value, interval: null, warnings: [] });
  }
  return values;
}

/** @param answer of a function, which may be anything @throws InputError unless it is an array of numbers or of boundaries */
function foundIn(answer: unknown, about: string): readonly FoundBoundary[] {
  const found = Array.isArray(answer)
    ? answer.map((one: unknown) => (typeof one === "number" ? { at: one } : (one as FoundBoundary)))
    : undefined;
  if (found?.every((one) => Number.isFinite(one?.at))) return found;
  throw new InputError(`${about}: returns ${shown(String(answer))}, not an array of places`);
}
