// How well a network's loss after more symbols is forecast from its own curve, each package by the others.
import { grouped } from "../../scripts/markdown.mjs";
import { median, percent, quantile, table } from "./grades.mjs";

/** A row for each multiple. @param library bundled sources of the laws */
export function ownCurvesTable({ curveExamples, curvesOf, learnCurveLaw }, data) {
  const curves = curvesOf(data);
  const rows = [2, 4, 5, 8, 10].map((factor) => {
    const examples = curveExamples(curves, factor, null);
    const graded = grouped(examples, ({ group }) => group).flatMap(([name, own]) => {
      const law = learnCurveLaw(examples.filter(({ group }) => group !== name));
      return own.map(({ end, bits }) => ({
        ...{ expected: law.expect(end), bits },
        power: end.rate * 2 ** (-end.fall * Math.log2(factor)),
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
