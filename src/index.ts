/** mesoscope as a library: sources of known truth, encodings, estimators and the spectrum. */

export type { EncodedSequence, Encoding } from "./core/encoding.ts";
export { InputError, RecipeError, UsageError } from "./core/errors.ts";
export type { EstimationContext, Estimator } from "./core/estimator.ts";
export type { Interval, Measurement, Series, Table } from "./core/measurement.ts";
export { type QuantityId, quantities } from "./core/quantities.ts";
export type { Quantity, Unit } from "./core/quantity.ts";
export { Random } from "./core/random.ts";
export type { Report, Sample, Spectrum, Verdict } from "./core/report.ts";
export { reportSchema } from "./core/report-schema.ts";
export { allocateSymbols, type SymbolSequence, type Symbols, sequenceOf } from "./core/sequence.ts";
export type { BoundSource, RecipeWorld, SourceDefinition, SymbolStream } from "./core/source.ts";
export type { GroundTruth, Truth } from "./core/truth.ts";
export { encodings } from "./encodings/registry.ts";
export { estimationContext } from "./estimators/context.ts";
export { estimatorRegistry } from "./estimators/registry.ts";
export { bindRecipe } from "./sources/recipe.ts";
export { sourceRegistry } from "./sources/registry.ts";
export { type LadderRung, shannonLadder } from "./sources/surrogates/shannon-ladder.ts";
export { placeOnSpectrum } from "./spectrum/place-on-spectrum.ts";
export { analyze } from "./library/analyze.ts";
