import {
  bindRecipe,
  encodings,
  estimationContext,
  estimatorRegistry,
  placeOnSpectrum,
  Random,
} from "mesoscope";

// 100 000 symbols of a process whose entropy rate is exactly 2/3 bit.
const source = await bindRecipe("golden-mean(p=0.5)");
const bytes = new Uint8Array(100_000);
source.open(Random.fromSeed(1)).fill(bytes);

const sequence = encodings.get("bytes").encode([bytes]);
const context = estimationContext(sequence, bytes, Random.fromSeed(1));
const rate = await estimatorRegistry.get("block-gain").measure(context);
const spectrum = placeOnSpectrum(context, source.alphabetSize);

console.log("truth   ", source.truth().entropyRate.value);
console.log(
  "measured",
  rate.value.toFixed(4),
  "in",
  rate.interval.lower.toFixed(4),
  "to",
  rate.interval.upper.toFixed(4),
);
console.log(
  "verdict ",
  spectrum.verdict.regime,
  spectrum.structure.value.toFixed(3),
  spectrum.structure.unit,
);
