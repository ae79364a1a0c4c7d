// How well a network's loss after more symbols is forecast from its own curve, each package by the others.
import { grouped } from "../markdown.mjs";
import { median, percent, quantile, table } from "./grades.mjs";

/** A row for each multiple. @param library bundled sources of the laws */
export function ownCurvesTable({ curveExamples, curveForm, learnNetworkLaw }, data) {
  const rows = [2, 4, 5, 8, 10].map((factor) => {
    const examples = curveExamples(data, factor, null);
    const graded = grouped(examples, ({ group }) => group).flatMap(([name, own]) => {
      const law = learnNetworkLaw(
        examples.filter(({ group }) => group !== name),
        curveForm,
      );
      return own.map(({ features, bits }) => ({
        ...{ expected: law.expect(features), bits },
        power: features.rate * 2 ** (-features.fall * Math.log2(factor)),
      }));
    });
    const inside = (level) => {
      const count = graded.filter(
        ({ expected, bits }) => expected[`lower${level}`] <= bits && bits <= expected[`upper${level}`],
      ).length;
      return percent(count / graded.length);
    };
    const off = (of) => {
      const errors = graded.map((one) => Math.abs(of(one) / one.bits - 1));
      return `${percent(median(errors))}, ${percent(quantile(errors, 0.9))}`;
    };
    return [
      `${factor} times as much`,
      ...[`${graded.length}`, off(({ expected }) => expected.value), inside(80), inside(95)],
      off(({ power }) => power),
    ];
  });
  return table(["after", "curves", "off by, median, nine of ten", "in 80 %", "in 95 %", "a power law"], rows);
}
