// How much better a law of networks becomes with the packages that it learns from.
import { median, percent, quantile, table } from "./grades.mjs";

/** How many packages a law learns from; beside them all. */
const counts = [8, 12, 16, 20];
/** Choices of packages for each package that is forecast. */
const choices = 6;

/**
 * Errors by the number of packages, drawn anew for each that is forecast: a row for each network, size and multiple.
 *
 * @param library bundled sources of the laws
 * @param asked [learner, n, factor]
 */
export function lawGrowthTable({ library, data, form, asked }) {
  const { examplesOf, learnNetworkLaw, Random } = library;
  const rows = asked.map(([learner, n, factor]) => {
    const examples = examplesOf(data, { learner, kind: "corpora", n, factor, without: null }).filter(
      ({ features }) => features.n === n,
    );
    const groups = [...new Set(examples.map(({ group }) => group))];
    const random = Random.fromSeed(1);
    const errorsWith = (count) =>
      groups.flatMap((name) => {
        const drawn = groups.filter((one) => one !== name).map((one) => ({ one, place: random.uniform() }));
        const known = new Set(
          drawn
            .sort((a, b) => a.place - b.place)
            .slice(0, count)
            .map(({ one }) => one),
        );
        const law = learnNetworkLaw(
          examples.filter(({ group }) => known.has(group)),
          form,
        );
        return examples
          .filter(({ group }) => group === name)
          .map(({ features, bits }) => Math.abs(law.expect(features).value / bits - 1));
      });
    const cells = counts.map((count) => {
      const runs = Array.from({ length: choices }, () => errorsWith(count));
      const mean = (of) => runs.reduce((sum, errors) => sum + of(errors), 0) / choices;
      return `${percent(mean(median))}, ${percent(mean((errors) => quantile(errors, 0.9)))}`;
    });
    const all = errorsWith(groups.length);
    return [
      `${learner} after ${n * factor}, from ${n}`,
      ...[...cells, `${percent(median(all))}, ${percent(quantile(all, 0.9))}`],
    ];
  });
  return table(["network", ...counts.map((count) => `${count} packages`), "all others"], rows);
}
