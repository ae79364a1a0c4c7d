/** mesoscope as a library: measures whether data are order, noise or in between, by functions that work off the event loop. */

export type { EncodingId } from "./core/encoding.ts";
export { InputError, RecipeError, UsageError } from "./core/errors.ts";
export type { EstimationContext, Estimator } from "./core/estimator.ts";
export type { Interval, Series, Table } from "./core/measurement.ts";
export type { Quantity, Unit } from "./core/quantities.ts";
export { type QuantityId, quantities } from "./core/quantities.ts";
export { Random } from "./core/random.ts";
export type { LazyRegistry, Registry } from "./core/registry.ts";
export type { SymbolSequence, Symbols } from "./core/sequence.ts";
export type { BoundSource, SourceDefinition, SymbolStream } from "./core/source.ts";
export { closedForm, type GroundTruth, type Truth } from "./core/truth.ts";
export {
  type CheckedLimit,
  type CheckOptions,
  type CheckResult,
  check,
  type Limit,
  type Limits,
} from "./features/check/call.ts";
export {
  type CompareOptions,
  type CompareResult,
  type Comparison,
  compare,
  type PairComparison,
  type Worth,
  type WorthOptions,
} from "./features/compare/call.ts";
export type { DistanceId } from "./features/compare/schema.ts";
export { type CalibrateOptions, type Calibration, calibrate } from "./features/experiments/call.ts";
export {
  type ExplainOptions,
  type Explanation,
  type ExplanationResult,
  explain,
} from "./features/explain/call.ts";
export {
  type Forecast,
  type ForecastOptions,
  type ForecastResult,
  forecast,
  type GradeOptions,
} from "./features/forecast/call.ts";
export { type SectionsOptions, sections } from "./features/sections/call.ts";
export type { FoundSection, SectionsOfInput } from "./features/sections/schema.ts";
export type {
  Analysis,
  AnalysisBase,
  AnalysisResult,
  AnalysisVerdict,
  Coordinate,
} from "./library/analysis.ts";
export { type AnalyzeOptions, analyze } from "./library/analyze.ts";
export {
  defineEstimator,
  type EstimatorDefinition,
  type EstimatorOutcome,
  estimators,
} from "./library/define-estimator.ts";
export { defineSource, type OwnSource, type OwnSourceDefinition, sources } from "./library/define-source.ts";
export { UndefinedMeasurementError } from "./library/errors.ts";
export {
  type Estimate,
  type EstimateBase,
  type EstimateOptions,
  type EstimateResult,
  estimate,
  type SeriesEstimate,
  type TableEstimate,
} from "./library/estimate.ts";
export { type Generated, type GenerateOptions, generate } from "./library/generate.ts";
export type { CorpusInput, Input, PathInput, RecipeInput, SymbolInput } from "./library/input.ts";
export type { ReadOptions, RunOptions, SampleOptions } from "./library/options.ts";
export {
  type ExactTruth,
  type SourceTruth,
  type TruthOptions,
  type TruthResult,
  truth,
} from "./library/truth.ts";
export type { Regime, Report, ReportedMeasurement, Sample, Spectrum } from "./results/report.ts";
export { reportSchema } from "./results/report-schema.ts";
export { type LadderRung, shannonLadder } from "./sources/surrogates.ts";
