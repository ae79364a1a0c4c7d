import {
  analyze,
  compare,
  defineEstimator,
  defineSource,
  estimate,
  estimators,
  forecast,
  generate,
  sources,
  truth,
  UndefinedMeasurementError,
} from "mesoscope";

// 1. Where a text is between order and noise.
const { symbols, alphabetSize } = await generate("monkey(letters=4)", 20_000, { seed: 1 }).collect();
const report = await analyze({ symbols, alphabetSize });
console.log("1 ", report.verdict.regime, report.randomness.value.toFixed(2));

// 2. One number, with its interval.
const entropy = await estimate({ symbols, alphabetSize }, "chao-wang-jost");
console.log("2 ", entropy.value.toFixed(3), entropy.interval?.level, entropy.unit);

// 3. A sequence in pieces, which never has to be in memory.
let ones = 0;
for (const piece of generate("golden-mean(p=.5)", 1_000_000)) for (const bit of piece) ones += bit;
console.log("3 ", (ones / 1_000_000).toFixed(2));

// 4. What is known of it, by proof.
const rate = await truth("golden-mean(p=.5)", "entropyRate");
console.log("4 ", rate.value.toFixed(4), rate.unit);

// 5. How far apart two inputs are, and whether that is more than chance.
const pair = await compare(
  { recipe: "even" },
  { recipe: "golden-mean" },
  { distances: ["jsd"], sample: 20_000 },
);
console.log("5 ", pair.verdict.id, pair.divergence.unit);

// 6. What more of the same data will cost.
const more = await forecast({ recipe: "golden-mean" }, { sample: 40_000, to: [2] });
console.log("6 ", more.expectations.map(({ factor }) => `${factor}x`).join(" "));

// 7. An estimator of your own, which every call and the same names take from then on.
estimators.add(
  defineEstimator({
    id: "hartley",
    quantity: "symbolEntropy",
    formula: "log2 of the number of different symbols",
    estimate: ({ sequence }) => Math.log2(new Set(sequence.symbols).size),
  }),
);
console.log("7 ", (await estimate("abcd", "hartley")).value);

// 8. A source of your own, with what is known of it.
sources.add(
  defineSource({
    id: "blink",
    summary: "0 and 1 by turns",
    bind: () => ({
      alphabetSize: 2,
      open: () => {
        let next = 1;
        return () => (next ^= 1);
      },
    }),
  }),
);
console.log("8 ", (await generate("blink", 6).collect()).symbols.join(""));

// 9. Errors say why there is no number; `try` returns the reason.
try {
  await estimate("", "chao-shen");
} catch (error) {
  if (error instanceof UndefinedMeasurementError) console.log("9 ", error.reason);
}

// 10. Anything that measures can be cancelled.
const cancelled = analyze({ recipe: "even" }, { signal: AbortSignal.abort() });
console.log("10", await cancelled.catch(({ name }) => name));
