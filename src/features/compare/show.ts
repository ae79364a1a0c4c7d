import { largestOf } from "../../core/collections.ts";
import { symbolsOf } from "../../core/encoding.ts";
import { groupDigits } from "../../report/kit/figures.ts";
import { type Layout, layoutFor } from "../../report/kit/layout.ts";
import type { View } from "../../report/kit/renderer.ts";
import { endsOf, type Rows, rowsOf } from "../../report/kit/rows.ts";
import { padEndTo, textWidth } from "../../report/kit/text-width.ts";
import { uncomparedLines } from "./options.ts";
import { codeSection, pairSection } from "./pair.ts";
import type { ComparedPair, Comparison, CrossCode, DistanceId } from "./schema.ts";
import { renderWorth, worthHeader, worthRows } from "./show-worth.ts";
import { dendrogram } from "./tree.ts";

/** Printed names of samples. */
type Names = readonly string[];

/**
 * A comparison for a person: one pair in depth, or a tree of the samples and the notable pairs.
 *
 * @returns text that ends in a line feed; equal comparisons and views give equal text
 */
export function renderComparison(comparison: Comparison, view: View): string {
  const layout = layoutFor(view);
  const { learner, worth } = comparison;
  const names = comparison.samples.map(({ name }) => nameFor(name, layout));
  if (worth !== null) return renderWorth(comparison, worth, names, layout);
  return layout.text([
    ...versionLines(comparison, names).map((line) => layout.paragraph(line)),
    ...kindSections(comparison, names, layout),
    layout.paragraph(openingOf(comparison, names)),
    designSection(comparison, names, layout),
    ...(comparison.pairs.length === 1
      ? [pairSection(comparison, comparison.pairs[0]!, names, layout)]
      : [treeSection(comparison, names, layout), pairsSection(comparison, names, layout)]),
    codeSection(observed(comparison), "the observer", names, layout),
    codeSection(learner?.cross ?? [], layout.escape(learner?.name ?? ""), names, layout),
  ]);
}

/** Costs for observers, of all pairs. */
const observed = ({ pairs }: Comparison) => pairs.flatMap(({ observer }) => observer?.cross ?? []);

/** What the comparison found, in one sentence. */
function openingOf({ pairs, options }: Comparison, names: Names): string {
  const differ = pairs.filter(({ verdict }) => verdict.id === "differ").length;
  const [pair] = pairs;
  if (pair === undefined)
    return options.worth === undefined
      ? "No two samples could be compared."
      : "No savings could be measured.";
  if (pairs.length > 1) return `${differ} of ${pairs.length} pairs of samples differ by more than the error.`;
  const both = `${names[pair.a]!} and ${names[pair.b]!}`;
  return {
    differ: `${both} differ by more than the error.`,
    "as-halves": `${both} differ, perhaps by no more than the two halves of one of them.`,
    "within-error": `${both} differ by less than the error.`,
  }[pair.verdict.id];
}

/** Pairs that are equal, or versions of each other. */
function versionLines({ versions, samples }: Comparison, names: Names): string[] {
  return versions.map(({ a, b, identical, newBytes, goneBytes, newPlaces, gonePlaces }) => {
    if (identical) return `${names[a]!} and ${names[b]!} are identical.`;
    const part = (bytes: number, i: number, what: string, [first]: typeof newPlaces) => {
      const share = (100 * bytes) / Math.max(1, samples[i]!.size ?? bytes);
      const shown = bytes === 0 ? "nothing" : `${share < 0.1 ? "under 0.1" : Number(share.toPrecision(2))} %`;
      const place =
        first === undefined
          ? ""
          : first.line === null
            ? `, first at byte ${first.offset}`
            : `, first in line ${first.line}`;
      return `${shown} of ${names[i]!} is ${what}${place}`;
    };
    const [added, gone] = [part(newBytes, b, "new", newPlaces), part(goneBytes, a, "gone", gonePlaces)];
    return `${names[b]!} is a version of ${names[a]!}: ${added}; ${gone}.`;
  });
}

/** Kinds of lines of two logs or tables. */
function kindSections({ lines }: Comparison, names: Names, layout: Layout): string[] {
  const percent = (share: number) => `${Number((100 * share).toPrecision(2))} %`;
  const quoted = (about: string, text: string) =>
    `  ${layout.name(`${about}: ${text.trim()}`, layout.columns - 2)}`;
  return lines.map(({ a, b, share, between, isNew, newKinds, changed }) => {
    const most = `${percent(share)} of the lines of ${names[b]!} are of kinds that ${names[a]!} does not have`;
    const said =
      share === 0
        ? `All lines of ${names[b]!} are of kinds that ${names[a]!} has.`
        : `${most}, ${percent(between)} between the halves of ${names[a]!}${isNew ? ":" : "."}`;
    const fresh = isNew ? newKinds : [];
    return [
      layout.paragraph(said),
      ...fresh.map(({ count, line, first }) => quoted(`${count}, first in line ${line}`, first)),
      ...changed.map(({ kind, from, to }) => quoted(`from ${percent(from)} to ${percent(to)}`, kind)),
    ].join("\n");
  });
}

/** Most columns of a name. */
const mostName = 24;
/** Columns of everything else in the narrowest tree. */
const widthBesideName = 52;

function nameFor(name: string, layout: Layout): string {
  const room = Math.max(leastNearest, Math.min(mostName, layout.view.width - widthBesideName));
  return layout.name(name, room);
}

function designSection({ design, samples, options }: Comparison, names: Names, layout: Layout): string {
  const missing = uncomparedLines(samples, names);
  const compared = samples.length - missing.length;
  const unit = symbolsOf[samples[0]?.encoding.id ?? "bytes"];
  const about =
    design === null
      ? options.worth === undefined
        ? "nothing to compare: fewer than two samples are long enough"
        : "--worth takes a target and at least one source with other text"
      : groupDigits(
          `${compared} samples of ${design.n} ${unit}, ${design.blocks} blocks each; ${design.order}-grams, ${(100 * design.coverage).toFixed(1)} % of them covered`,
        );
  return [
    layout.dim(layout.paragraph(about)),
    ...missing.map((line) => layout.warning(layout.paragraph(line, 2))),
  ].join("\n");
}

const titles: Readonly<Record<DistanceId, string>> = {
  jsd: "Jensen-Shannon divergence, bit",
  ncd: "normalized compression distance",
  code: "normalized distance by the observer's code length",
};

/** Columns of the smallest tree, of the shortest name beside it, and of the rest of its rows. */
const [leastTree, leastNearest, widthBesideTree] = [12, 8, 26];

function treeSection({ tree, samples }: Comparison, names: Names, layout: Layout): string | undefined {
  if (tree === null) return undefined;
  const columns = largestOf(tree.order.map((i) => textWidth(names[i]!)));
  const numbers = tree.order.map((i) => {
    const { nearest, halves } = samples[i]!;
    return [
      nearest === null ? "" : nearest.distance.toFixed(3),
      halves.status === "ok" ? layout.column(halves, 3) : "-",
    ];
  });
  const widths = [0, 1].map((column) => largestOf(numbers.map((row) => textWidth(row[column]!))));
  const wider = Math.max(0, widths[0]! - 5) + Math.max(0, widths[1]! - 14);
  // The name of the nearest sample may be cut, since its own row has it whole.
  const nearestColumns = Math.max(
    leastNearest,
    layout.columns - columns - leastTree - widthBesideTree - wider,
  );
  const head = ["nearest", "at", "its own halves"];
  const cells = tree.order.map((i, row) => {
    const { nearest } = samples[i]!;
    const name = nearest === null ? "" : layout.cut(names[nearest.sample]!, nearestColumns);
    return [name, ...numbers[row]!];
  });
  const [first, ...lines] = layout.table(head, cells, [1, 2]).split("\n");
  const room = layout.columns - columns - 3 - largestOf([first!, ...lines].map(textWidth));
  const drawn = dendrogram(tree, samples.length, Math.max(leastTree, room), layout.view.ascii);
  const width = largestOf(drawn.map(textWidth));
  const highest = tree.merges.at(-1)!.height.toFixed(3);
  return [
    layout.title("Tree", `${titles[tree.distance]}; the root is at ${highest}`),
    `${" ".repeat(columns + width + 3)}${first!}`,
    ...tree.order.map(
      (i, row) => `${padEndTo(names[i]!, columns)} ${padEndTo(drawn[row]!, width)}  ${lines[row]!}`,
    ),
  ].join("\n");
}

/** Number of pairs up to which each has a line. */
const fewPairs = 15;
/** Columns of gaps, of p and of the sign in the line of a pair. */
const widthBesideNumbers = 4 * 2 + "0.000".length + "differ".length;
/** Most lines of pairs without a detected difference. */
const mostUndetected = 20;

/** Signs of the notes below the pairs, as in the heat map. */
const verdictSigns = ({ view }: Layout): Readonly<Record<ComparedPair["verdict"]["id"], string>> => ({
  differ: "differ",
  "as-halves": "~",
  "within-error": view.ascii ? "." : "≈",
});

const signWords = {
  "as-halves": "differ, perhaps no more than halves do",
  "within-error": "differ by less than the error",
};

function pairsSection({ pairs }: Comparison, names: Names, layout: Layout): string | undefined {
  if (pairs.length === 0) return undefined;
  const alike = pairs.filter(({ verdict }) => verdict.id !== "differ");
  const shown = pairs.length <= fewPairs ? pairs : layout.view.whole ? alike : alike.slice(0, mostUndetected);
  const differ = `${pairs.length - alike.length} of ${pairs.length} pairs differ by more than the error`;
  const more = alike.length - shown.length;
  const signs = verdictSigns(layout);
  const numbers = shown.map(({ divergence }) => layout.column(divergence, 3));
  // Both names have the same width, whatever the numbers take.
  const numbersWidth = largestOf(["divergence", ...numbers].map(textWidth)) + widthBesideNumbers;
  const nameRoom = Math.max(leastNearest, Math.floor((layout.columns - numbersWidth) / 2));
  const cut = (name: string) => layout.cut(name, nameRoom);
  const legend = (["as-halves", "within-error"] as const)
    .filter((id) => shown.some(({ verdict }) => verdict.id === id))
    .map((id) => layout.dim(`${signs[id]} ${signWords[id]}`));
  const table = layout.table(
    ["", "", "divergence", "p", ""],
    shown.map(({ a, b, exchange, verdict }, i) => [
      cut(names[a]!),
      cut(names[b]!),
      numbers[i]!,
      exchange.adjusted.toFixed(3),
      signs[verdict.id],
    ]),
    [2, 3],
  );
  return [
    layout.title("Pairs", groupDigits(differ)),
    ...(shown.length === 0 ? [] : [table]),
    ...legend,
    ...(pairs.length > fewPairs && more > 0 ? [layout.dim(`and ${more} more: -f csv has all pairs`)] : []),
  ].join("\n");
}

const header = [
  "kind", "a", "b", "n", "order", "divergence", "divergenceLower", "divergenceUpper", "plugIn", "chance",
  "p", "adjusted", "beyondHalves", "beyondHalvesLower", "beyondHalvesUpper", "verdict",
  "compressor", "compressionDistance", "observerDistance",
  "bCodedByA", "bCodedByAMore", "bCodedByAMoreLower", "bCodedByAMoreUpper",
  "aCodedByB", "aCodedByBMore", "aCodedByBMoreLower", "aCodedByBMoreUpper",
  "learner", "bCodedByLearnerOfA", "bCodedByLearnerOfAMore", "bCodedByLearnerOfAMoreLower", "bCodedByLearnerOfAMoreUpper",
  "aCodedByLearnerOfB", "aCodedByLearnerOfBMore", "aCodedByLearnerOfBMoreLower", "aCodedByLearnerOfBMoreUpper", "reason",
]; // biome-ignore format: one line a group reads better

/** One row per pair, then inputs without a pair. */
export function comparisonRows(comparison: Comparison): Rows {
  const { samples, pairs, skipped, errors, worth } = comparison;
  const missing = (kind: string) => (one: { readonly input: string; readonly reason: string | null }) =>
    one.reason === null ? [] : [{ kind, a: one.input, reason: one.reason }];
  return rowsOf(worth === null ? header : worthHeader, [
    ...worthRows(comparison),
    ...pairs.map((pair) => pairRow(pair, comparison)),
    ...samples
      .map(({ name, notComparedBecause }) => ({ input: name, reason: notComparedBecause }))
      .flatMap(missing("not compared")),
    ...skipped.flatMap(missing("skipped")),
    ...errors.flatMap(missing("failed")),
  ]);
}

function pairRow(pair: ComparedPair, { samples, design, learner }: Comparison) {
  const { a, b, divergence, plugIn, chance, exchange, beyond, verdict, compression, observer } = pair;
  const crossCells = (name: string, cross: CrossCode | undefined) =>
    cross && {
      [name]: cross.rate.value,
      [`${name}More`]: cross.excess.value,
      ...endsOf(cross.excess, `${name}More`),
    };
  const observed = (learned: number) => observer?.cross.find((one) => one.learned === learned);
  const priced = (learned: number, coded: number) =>
    learner?.cross.find((one) => one.learned === learned && one.coded === coded);
  return {
    ...{ kind: "pair", a: samples[a]!.name, b: samples[b]!.name, n: design!.n, order: design!.order },
    ...{ divergence: divergence.value, ...endsOf(divergence, "divergence"), plugIn, chance },
    ...{ p: exchange.p, adjusted: exchange.adjusted },
    ...{ beyondHalves: beyond.value, ...endsOf(beyond, "beyondHalves"), verdict: verdict.id },
    ...{ compressor: compression?.compressor, compressionDistance: compression?.distance },
    observerDistance: observer?.distance,
    ...crossCells("bCodedByA", observed(a)),
    ...crossCells("aCodedByB", observed(b)),
    learner: learner?.name,
    ...crossCells("bCodedByLearnerOfA", priced(a, b)),
    ...crossCells("aCodedByLearnerOfB", priced(b, a)),
  };
}
