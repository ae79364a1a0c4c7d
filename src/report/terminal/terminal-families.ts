import type { Coordinate, Sample } from "../../results/report.ts";
import type { Layout } from "../kit/layout.ts";
import { namedTable } from "../kit/named-table.ts";
import { type FamilyGroup, groupFamilies } from "../kit/sample-labels.ts";
import { wrapText } from "../kit/text-width.ts";
import { coordinateText, withFirstColumns } from "./terminal-table.ts";

/** Columns of the names of landmarks. */
const mostName = 24;

/**
 * What the references of a map were measured as: landmarks beside their truth, roads as the places along them.
 *
 * @returns blocks of lines; none without families
 */
export function familyBlocks(references: readonly Sample[], layout: Layout): string[] {
  const families = groupFamilies(references);
  const landmarks = families.filter(([family]) => family?.kind === "landmarks");
  const roads = families.filter(([family]) => family?.kind === "road");
  const blocks = landmarks.map(([_, ...members]) => landmarkTable(members, layout));
  if (roads.length > 0) {
    const title = layout.dim(
      wrapText("roads, from text or pattern down to noise", layout.view.width).join("\n"),
    );
    blocks.push([title, ...roads.flatMap((road) => roadLines(road, layout))].join("\n"));
  }
  return blocks;
}

/** Exact rates beside what the observer pays. */
function landmarkTable(members: readonly Sample[], layout: Layout): string {
  const plusMinus = layout.plusMinus;
  const blocks = members.map(({ name, truth, spectrum }) => ({
    name: layout.escape(name),
    rows: [
      [
        exactText(truth?.entropyRate),
        spectrum === null ? "-" : coordinateText(spectrum.rate, 3, plusMinus),
        spectrum === null ? "-" : coordinateText(spectrum.growth, 0, plusMinus),
      ],
    ],
  }));
  const table = { blocks, head: ["h, exact", "l(M)", "G  bit"], right: [0, 1, 2], names: "generator" };
  return namedTable(table, (columns) => withFirstColumns(table, columns), mostName, layout);
}

function exactText(truth: NonNullable<Sample["truth"]>["entropyRate"] | undefined): string {
  return truth?.status === "exact" ? truth.value.toFixed(3) : "-";
}

/** One road: its name, and the places along it. */
function roadLines([family, ...members]: FamilyGroup, layout: Layout): string[] {
  const along = (decimals: number, unit: number, pick: (sample: Sample) => Coordinate | undefined) =>
    members.map((sample) => {
      const coordinate = pick(sample);
      return coordinate?.status === "ok"
        ? (coordinate.value / unit).toFixed(decimals).replace(/^-(?=0\.?0*$)/, "")
        : "-";
    });
  const values = members.map((sample) => {
    const { value } = sample.family!;
    return value === null ? sample.name : String(value);
  });
  const parts = [
    `${family?.parameter ?? "at"} ${values.join(" ")}`,
    `x ${along(2, 1, ({ spectrum }) => spectrum?.randomness).join(" ")}`,
    `G kbit ${along(1, 1000, ({ spectrum }) => spectrum?.growth).join(" ")}`,
  ];
  return [
    ...wrapText(family!.title, layout.view.width),
    ...parts.flatMap((part) => wrapText(part, layout.view.width - 2)).map((line) => layout.dim(`  ${line}`)),
  ];
}
