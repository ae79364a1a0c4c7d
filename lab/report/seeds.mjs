// How far trainings differ that have another seed alone.
import { median, percent, quantile, table } from "./grades.mjs";

/** How far the losses of the first two seeds differ, by network and size. */
export function seedSpread({ trained }) {
  const pairs = trained.flatMap((one) => {
    const other = trained.find(
      ({ corpus, learner, n, seed }) =>
        seed === 1 && one.seed === 2 && corpus === one.corpus && learner === one.learner && n === one.n,
    );
    if (other === undefined) return [];
    return [{ ...one, apart: (2 * Math.abs(one.bits - other.bits)) / (one.bits + other.bits) }];
  });
  return [...new Set(pairs.map(({ learner, n }) => `${learner} after ${n} symbols`))]
    .map((title) => {
      const own = pairs.filter(({ learner, n }) => `${learner} after ${n} symbols` === title);
      const apart = own.map((one) => one.apart);
      const { corpus, apart: most } = own.reduce((a, b) => (b.apart > a.apart ? b : a));
      return `${title} by ${percent(median(apart))} at the median of ${own.length}, ${percent(quantile(apart, 0.9))} in nine of ten, and ${percent(most)} on ${corpus}`;
    })
    .join("; ");
}

/** Losses of the cells that were trained with many seeds. @param seeds how many, by corpus/learner/n */
export function seedTable({ trained }, seeds) {
  const rows = Object.keys(seeds).map((name) => {
    const [corpus, learner, n] = name.split("/");
    const bits = trained
      .filter((one) => one.corpus === corpus && one.learner === learner && one.n === Number(n))
      .map((one) => one.bits)
      .sort((a, b) => a - b);
    const apart = percent(bits.at(-1) / bits[0] - 1);
    return [corpus, `${learner} after ${n}`, bits.map((one) => one.toFixed(2)).join(" "), apart];
  });
  return table(["text", "network", "losses, bits a symbol", "largest above least"], rows);
}
