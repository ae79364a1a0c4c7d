// Grades the law in use, and the simple figures beside it, on the texts that bank.json keeps blind: learned from all other texts.
import { median, percent, quantile, spearman, table } from "./grades.mjs";

const factors = [1, 2, 5, 10];

/** Texts forecast by a form that has learned from others. */
function graded(library, form, examples, asked) {
  const law = library.learnNetworkLaw(examples, form);
  const rows = asked.map((example) => ({ example, expected: law.expect(example.features) }));
  const errors = rows.map(({ example, expected }) => expected.value / example.bits - 1);
  const sizes = errors.map(Math.abs);
  const inside = (level) =>
    rows.filter(
      ({ example: { bits }, expected }) =>
        expected[`lower${level}`] <= bits && bits <= expected[`upper${level}`],
    ).length;
  return {
    ...{ rows, errors, median: median(sizes), worst: quantile(sizes, 0.9) },
    inside: [inside(80), inside(95)],
    half: median(rows.map(({ expected }) => expected.upper95 / expected.value - 1)),
    rank: spearman(
      rows.map(({ expected }) => expected.value),
      rows.map(({ example }) => example.bits),
    ),
  };
}

/**
 * The section of the blind texts.
 *
 * @param learners names of the networks
 * @param law the form in use
 * @param before the form that was in use before, when these texts were graded first
 * @param figures title and form of each simple figure
 * @param sampleOf the sample of the bank with these features
 */
export function blindSection({ library, data, learners, law, before, figures, sampleOf }) {
  const { examplesOf, tooFew } = library;
  const sizes = [...new Set(data.samples.filter(({ kind }) => kind === "blind").map(({ n }) => n))];
  const summary = [];
  const losses = [];
  for (const learner of learners)
    for (const n of sizes.sort((a, b) => a - b))
      for (const factor of factors) {
        const asked = examplesOf(data, { learner, kind: "blind", n, factor, without: null });
        const examples = examplesOf(data, { learner, kind: "corpora", n, factor, without: null });
        if (asked.length === 0 || tooFew(examples) !== undefined) continue;
        const found = graded(library, law, examples, asked);
        const earlier = graded(library, before, examples, asked);
        const others = figures.map(({ title, form }) => ({
          title,
          ...graded(library, form, examples, asked),
        }));
        const best = others.reduce((least, one) => (one.median < least.median ? one : least));
        summary.push([
          `${learner} after ${factor * n}, from ${factor === 1 ? "these" : n}`,
          ...[`${asked.length}`, percent(found.median), percent(found.worst), found.rank.toFixed(3)],
          ...[`${found.inside[0]}`, `${found.inside[1]}`, `+${Math.round(100 * found.half)} %`],
          `${percent(earlier.median)}, ${percent(earlier.worst)}`,
          `${percent(best.median)} (${best.title})`,
        ]);
        for (const [i, { example, expected }] of found.rows.entries())
          losses.push([
            sampleOf(example.features).corpus,
            ...[learner, `${n}`, `${factor * n}`, example.bits.toFixed(3), expected.value.toFixed(3)],
            `${expected.lower95.toFixed(3)}-${expected.upper95.toFixed(3)}`,
            `${found.errors[i] < 0 ? "" : "+"}${percent(found.errors[i])}`,
          ]);
      }
  const columns = ["network", "texts", "median error", "90th percentile", "rank correlation"];
  return `${table([...columns, "in 80 %", "in 95 %", "half-width", "fourth law's median, 90th percentile", "best simple figure's median"], summary)}

All losses, bits a byte:

${table(
  ["data", "network", "sample", "after", "paid", "forecast", "95 %", "error"],
  losses.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
)}`;
}
