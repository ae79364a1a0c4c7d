import { formatNumber } from "../../report/kit/format.ts";
import { layoutFor } from "../../report/kit/layout.ts";
import type { View } from "../../report/kit/renderer.ts";
import type { StructureGrade, StructureGrades } from "./schema.ts";

/** The grades for a person: a table per kind of grade, then the failures of each measure. */
export function renderStructure({ grades, values, changes, missing }: StructureGrades, view: View): string {
  const layout = layoutFor(view);
  const sources = new Set(values.map(({ source }) => source)).size;
  const texts = new Set(changes.map(({ text }) => text)).size;
  const opening = `${grades.length} measures of structure on ${sources} sources with known learnable bits, and ${texts} texts. The columns grade different properties, so there is no overall grade.`;
  const table = (title: string, about: string, head: string[], cells: (grade: StructureGrade) => string[]) =>
    `${layout.bold(title)}\n${layout.dim(layout.paragraph(about))}\n${layout.table(
      ["", ...head],
      grades.map((grade) => [grade.measure, ...cells(grade)]),
      head.map((_, i) => i + 1),
    )}`;
  return layout.text([
    layout.paragraph(opening),
    table(
      "Errors",
      "ratio: value divided by truth, at 1/6, 1/2 and 5/6 of the sources; noise: bits found in noise",
      ["defined", "ratio", "within 1.5", "noise", "intervals hold"],
      ({ defined, ratio, difference, noise, coverage }) => [
        percent(defined.right, defined.of),
        ratioText({ ratio, difference }),
        ratio === null ? "" : `${ratio.near} of ${ratio.sources}`,
        noise === null ? "" : formatNumber(noise),
        coverage === null ? "" : percent(coverage.share.value * coverage.intervals, coverage.intervals),
      ],
    ),
    table(
      "Order and growth",
      "rank: Spearman's correlation with the truth; reversed: pairs that seeds disagree on, and wrong ones",
      ["rank", "95 %", "growth right", "reversed", "wrong", "pairs"],
      ({ rank, growth, reversals }) => [
        rank === null ? "" : rank.value.toFixed(2),
        rank?.interval == null
          ? ""
          : `${rank.interval.lower.toFixed(2)} ${layout.dash} ${rank.interval.upper.toFixed(2)}`,
        growth === null ? "" : `${growth.right} of ${growth.of}`,
        ...(reversals === null
          ? ["", "", ""]
          : [reversals.unstable, reversals.wrong, reversals.pairs].map(String)),
      ],
    ),
    texts === 0
      ? undefined
      : table(
          "Texts",
          "change: largest value divided by smallest under changes that keep the structure; shuffles: those that do not raise the value",
          ["largest change", "of", "shuffles right", "s a sample"],
          ({ invariance, direction, cost }) => {
            const worst = worstOf(invariance);
            return [
              worst === undefined ? "" : worst.ratio === null ? "none" : `${worst.ratio.toPrecision(3)}`,
              worst === undefined
                ? ""
                : worst.ratio === null
                  ? `${worst.least}`
                  : `${worst.most} by ${worst.least}`,
              direction === null ? "" : `${direction.right} of ${direction.of}`,
              cost.perSample.toFixed(2),
            ];
          },
        ),
    missing.length === 0
      ? undefined
      : layout.dim(layout.paragraph(missing.map(({ text, reason }) => `${text}: ${reason}`).join("; "))),
  ]);
}

function ratioText({ ratio, difference }: Pick<StructureGrade, "ratio" | "difference">): string {
  if (difference !== null) return `${difference.mean >= 0 ? "+" : ""}${difference.mean.toFixed(2)}`;
  return ratio === null
    ? ""
    : [ratio.low, ratio.median, ratio.high].map((one) => one.toPrecision(2)).join(" ");
}

const percent = (part: number, whole: number) => (whole === 0 ? "" : `${Math.round((100 * part) / whole)} %`);

/** The text on which a measure changes most; a missing ratio is worst. */
export function worstOf(
  invariance: StructureGrade["invariance"],
): StructureGrade["invariance"][number] | undefined {
  return [...invariance].sort(
    (a, b) => (b.ratio ?? Number.POSITIVE_INFINITY) - (a.ratio ?? Number.POSITIVE_INFINITY),
  )[0];
}
