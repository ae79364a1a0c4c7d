import { circumstancesOf, commandWords, compact, definitionOf } from "../../page/page-about.ts";
import { pageDocument } from "../../page/page-document.ts";
import { endLabelRoom, labelledCurvesOption } from "../../report/charts/labelled-curves.ts";
import { titledSvg, titleRoom } from "../../report/charts/svg.ts";
import { lightTheme } from "../../report/charts/theme.ts";
import { errorOf, groupDigits } from "../../report/kit/figures.ts";
import { escapeForTerminal, escapeHtml, formatColumn, shellWord } from "../../report/kit/format.ts";
import type { Figure } from "../../results/report.ts";
import type { ComparedWorth, Comparison } from "./schema.ts";
import { nameOf, shortName } from "./show-worth.ts";

const [width, plotHeight] = [1000, 480];
/** More curves than this cannot be labelled. */
const mostCurves = 40;

/** Cost of the target after n symbols of each source or mixture, as one self-contained picture. */
export function renderWorthSvg({ samples }: Comparison, worth: ComparedWorth): string {
  const names = samples.map(({ name }) => name);
  const target = names[worth.target]!;
  const shown = worth.learned.slice(0, mostCurves);
  const curves = shown.map((learned, row) => ({
    name: shortName(learned, worth, names),
    row,
    regime: "structure" as const,
    points: learned.curve.map(
      ({ n, rate }) => [n, rate.value, rate.interval?.lower ?? null, rate.interval?.upper ?? null] as const,
    ),
  }));
  const least = Math.min(...shown.flatMap(({ curve }) => curve.map(({ n }) => n)));
  const from = Math.floor(Math.log2(Math.max(1, least)));
  const named = { samples: curves, landmarks: [], leftOut: worth.learned.length - shown.length, from };
  const margin = { left: 62, top: titleRoom, right: endLabelRoom(named), bottom: 54 };
  const size = { width, height: margin.top + plotHeight + margin.bottom };
  const left = named.leftOut > 0 ? `  ·  the first ${shown.length} of ${worth.learned.length}` : "";
  return titledSvg(labelledCurvesOption(named, lightTheme, { ...size, margin }), size, {
    title: `Worth to ${escapeForTerminal(target)}`,
    subtitle: `cost of a symbol of it after learning m symbols of others  ·  bands: 95 % intervals${left}`,
    description: shown
      .map(
        (learned) =>
          `${nameOf(learned, names)}: ${signed(learned.onTop)} bit/symbol on top of the known data`,
      )
      .join("; "),
  });
}

/** The same with all numbers, as a self-contained page. */
export function renderWorthHtml(comparison: Comparison, worth: ComparedWorth): string {
  const { samples, options, tool } = comparison;
  const names = samples.map(({ name }) => name);
  const cell = (text: string) => `<td class="number">${text}</td>`;
  const rows = worth.learned.map((learned) => {
    const { n } = learned.curve.at(-1)!;
    const copied = `${(100 * learned.copied).toFixed(1)} %`;
    const figures = [groupDigits(String(n)), signed(learned.alone), signed(learned.onTop), copied];
    const numbers = figures.map(cell).join("");
    const parts = learned.sources.length > 1 ? `: ${nameOf(learned, names)}` : "";
    const name = escapeHtml(escapeForTerminal(`${shortName(learned, worth, names)}${parts}`));
    return `<tr><th scope="row"><bdi>${name}</bdi></th>${numbers}</tr>`;
  });
  const heads = ["learned", "symbols", "saves alone, bit/symbol", "saves on top", "copied"];
  const body = `<section class="card still">${renderWorthSvg(comparison, worth)}</section>
<section class="card"><h2>Worth</h2><div class="scroll"><table class="worth">
<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div></section>`;
  const read = { ...comparison, samples: samples.filter((_, i) => i !== worth.have) };
  const had = worth.have === null ? [] : [`--have ${shellWord(names[worth.have]!)}`];
  const mixtures = options.worth!.mixtures.map((shares) => `--mix ${shares.join(":")}`);
  const data = compact({
    kind: "worth" as const,
    summary: [
      `savings on ${worth.priced.toLocaleString("en")} symbols of ${names[worth.target]!}`,
      `${worth.learned.length} sources and mixtures, alone and on top of ${worth.known.toLocaleString("en")} ${worth.have === null ? "other symbols" : `symbols of ${names[worth.have]!}`}`,
      `seed ${options.seed}`,
      `${tool.name} ${tool.version}`,
    ].join(" · "),
    command: ["mesoscope compare --worth", ...commandWords(read), ...had, ...mixtures, "-o worth.html"].join(
      " ",
    ),
    circumstances: circumstancesOf(comparison, []),
    definitions: { worth: definitionOf("worth"), cross: definitionOf("cross") },
    unmeasured: unmeasuredOf(comparison),
  });
  return pageDocument({ title: "Worth of other data", version: tool.version, body, data });
}

const signed = (saved: Figure) => formatColumn(saved.value, errorOf(saved), 3);

/** Inputs that were not compared, and why. */
export function unmeasuredOf({ samples, errors, skipped }: Comparison) {
  return [
    ...[...errors, ...skipped].map(({ input, reason }) => [input, reason] as const),
    ...samples.flatMap(({ name, notComparedBecause: reason }) =>
      reason === null ? [] : [[name, reason] as const],
    ),
  ];
}
