import {
  circumstancesOf,
  compact,
  type Definition,
  definitionOf,
  fitting,
  measureWords,
  sizeOf,
} from "../../page/page-about.ts";
import { pageDocument, pageRoom, tableSection } from "../../page/page-document.ts";
import {
  type ComparisonPageData,
  distanceSteps,
  type PageCross,
  type PagePair,
  verdictLetters,
} from "../../page/page-shapes.ts";
import { intervalExtent, shellWord } from "../../report/kit/format.ts";
import { distanceOf, distanceTitles, treeOf } from "./matrix.ts";
import { type ComparedPair, type Comparison, type CrossCode, distanceId } from "./schema.ts";
import { renderWorthHtml, unmeasuredOf } from "./worth-page.ts";

const body = `<div class="overview matrix">
<section class="card">
<div class="bar"><h2 id="distance-title"></h2><div id="distances" class="bar"></div></div>
<div id="matrix" class="chart" tabindex="0" role="application" aria-label="Distances of all pairs of samples as colours, in the order of the tree. Arrows go from pair to pair."></div>
<p class="note help">Small distances are dark, large ones pale; families are squares along the diagonal. ≈ or a dot: differ by less than the error; ~ or a ring: perhaps no more than halves do. Click a cell, or use the arrow keys.</p>
</section>
<section class="card" id="detail" aria-live="polite" aria-label="The chosen pair"></section>
</div>
${tableSection("Pairs")}`;

/**
 * A comparison as one self-contained page.
 *
 * @param words of the command line, which name the inputs
 * @returns a document below 1.5 MB for at most `mostOnPage` samples; equal comparisons give equal bytes
 */
export function renderComparisonHtml(comparison: Comparison, words: readonly string[] = []): string {
  if (comparison.worth !== null) return renderWorthHtml(comparison, comparison.worth, words);
  const data = comparisonPageData(comparison, pageRoom, words);
  return pageDocument({ title: "Distances", version: comparison.tool.version, body, data });
}

/** Bytes of a page for distances. */
const roomOfDistances = 560_000;

/** Largest number of samples on a page. @param distances number of distances */
export function mostOnPage(distances: number): number {
  return Math.floor(Math.sqrt((2 * roomOfDistances) / (5 * distances + 1)));
}

/**
 * A comparison reduced to what a page shows.
 *
 * @param room bytes for the data; details of pairs that do not fit are left out
 */
export function comparisonPageData(
  comparison: Comparison,
  room: number,
  words: readonly string[] = [],
): ComparisonPageData {
  const { samples, options, tree } = comparison;
  const compared = [...samples.keys()].filter((i) => samples[i]!.compared);
  const at = new Map(compared.map((sample, place) => [sample, place]));
  const pairs = [...comparison.pairs].sort((x, y) => x.a - y.a || x.b - y.b);
  const asked = distanceId.options.filter((id) => options.distances.includes(id));
  // The distance of the tree comes first.
  const ids = [options.distances[0]!, ...asked.filter((id) => id !== options.distances[0])];
  const letters = new Map(Object.entries(verdictLetters).map(([letter, id]) => [id, letter]));
  const sentences = [...new Set(pairs.map(({ verdict }) => verdict.because))];
  const about = {
    kind: "comparison" as const,
    learner: comparison.learner?.name ?? null,
    summary: summaryOf(comparison),
    command: commandOf(comparison, words),
    circumstances: circumstancesOf(comparison, []),
    definitions: comparisonDefinitions(comparison),
    unmeasured: unmeasuredOf(comparison),
    samples: compared.map((i) => {
      const { name, halves, nearest } = samples[i]!;
      return {
        name,
        halves: halves.status === "ok" ? intervalExtent(halves) : null,
        nearest: nearest && ([at.get(nearest.sample)!, nearest.distance] as const),
      };
    }),
    order: (tree?.order ?? compared).map((sample) => at.get(sample)!),
    tree: tree && treeOf(tree, samples.length),
    distances: ids.map((id) => {
      const [title, unit] = distanceTitles[id];
      const steps = pairs.map((pair) => Math.round((distanceOf(pair, id) ?? 0) * distanceSteps));
      return { title, unit, steps };
    }),
    verdicts: pairs.map(({ verdict }) => letters.get(verdict.id)!).join(""),
    sentences,
  };
  const shown = fitting(room - sizeOf(about), pairs, (pair) =>
    pagePair(pair, comparison.learner?.cross ?? [], sentences, at),
  );
  return compact({ ...about, pairs: shown });
}

function pagePair(
  { a, b, divergence, chance, exchange, beyond, verdict, observer }: ComparedPair,
  priced: readonly CrossCode[],
  sentences: readonly string[],
  at: ReadonlyMap<number, number>,
): PagePair {
  const own = priced.filter(
    ({ learned, coded }) => (learned === a && coded === b) || (learned === b && coded === a),
  );
  return {
    divergence: intervalExtent(divergence),
    chance,
    p: exchange.adjusted,
    beyond: intervalExtent(beyond),
    because: sentences.indexOf(verdict.because),
    cross: pageCross(observer?.cross ?? [], at),
    ...(own.length === 0 ? {} : { priced: pageCross(own, at) }),
  };
}

const pageCross = (cross: readonly CrossCode[], at: ReadonlyMap<number, number>): PageCross[] =>
  cross.map(({ coded, own, rate, excess }) => ({
    coded: at.get(coded)!,
    own: intervalExtent(own),
    rate: intervalExtent(rate),
    excess: intervalExtent(excess),
  }));

function summaryOf({ samples, pairs, design, options, tool }: Comparison): string {
  const made = [`seed ${options.seed}`, `${tool.name} ${tool.version}`];
  if (design === null) return ["fewer than two samples are long enough", ...made].join(" · ");
  const count = samples.filter(({ compared }) => compared).length;
  const differ = pairs.filter(({ verdict }) => verdict.id === "differ").length;
  return [
    `${count} samples of ${design.n.toLocaleString("en")} symbols`,
    `${design.order}-grams, ${(100 * design.coverage).toFixed(1)} % of them covered`,
    `${differ} of ${pairs.length.toLocaleString("en")} pairs differ by more than the error`,
    ...made,
  ].join(" · ");
}

function commandOf(comparison: Comparison, words: readonly string[]): string {
  const { options } = comparison;
  const { order, distances } = options;
  const { learner } = comparison;
  const chosen = [
    ...(order === "covered" ? [] : [`-k ${order}`]),
    `--distances ${distances.join(",")}`,
    ...(learner === null || words.some((word) => word.startsWith("--learner "))
      ? []
      : [`--learner ${shellWord(learner.name)}`]),
  ];
  return ["mesoscope compare", ...words, measureWords(options), ...chosen, "-o distances.html"].join(" ");
}

/** Definitions of the numbers on a comparison's page, from the glossary. */
function comparisonDefinitions({ design, options, learner }: Comparison): Record<string, Definition> {
  const asked = (id: "ncd" | "code") => options.distances.includes(id);
  return {
    jsd: definitionOf("jsd", design === null ? "" : `Here of ${design.order}-grams.`),
    p: definitionOf("p"),
    halves: definitionOf("halves"),
    beyond: definitionOf("beyond"),
    verdict: definitionOf("differ"),
    ...(asked("ncd") ? { ncd: definitionOf("ncd") } : {}),
    ...(asked("code") ? { code: definitionOf("code") } : {}),
    ...(asked("code") || learner !== null ? { cross: definitionOf("cross") } : {}),
  };
}
