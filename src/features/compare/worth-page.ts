import { circumstancesOf, compact, definitionOf, measureWords } from "../../page/page-about.ts";
import { pageDocument } from "../../page/page-document.ts";
import { errorOf, groupDigits, percentText } from "../../report/kit/figures.ts";
import { escapeForTerminal, escapeHtml, formatColumn, shellWord } from "../../report/kit/format.ts";
import type { Figure } from "../../results/report.ts";
import type { ComparedWorth, Comparison } from "./schema.ts";
import { nameOf, shortName } from "./show-worth.ts";

/** What each source or mixture saves, as a self-contained page. */
export function renderWorthHtml(
  comparison: Comparison,
  worth: ComparedWorth,
  words: readonly string[],
): string {
  const { samples, options, tool } = comparison;
  const names = samples.map(({ name }) => name);
  const cell = (text: string) => `<td class="number">${text}</td>`;
  const rows = worth.learned.map((learned) => {
    const copied = percentText(learned.copied);
    const figures = [groupDigits(String(learned.symbols)), signed(learned.onTop), copied];
    const numbers = figures.map(cell).join("");
    const parts = learned.sources.length > 1 ? `: ${nameOf(learned, names)}` : "";
    const name = escapeHtml(escapeForTerminal(`${shortName(learned, worth, names)}${parts}`));
    return `<tr><th scope="row"><bdi>${name}</bdi></th>${numbers}</tr>`;
  });
  const heads = ["learned", "symbols", "saves on top, bit/symbol", "copied"];
  const body = `<section class="card"><h2>Worth</h2><div class="scroll"><table class="worth">
<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div></section>`;
  const had = worth.have === null ? [] : [`--have ${shellWord(names[worth.have]!)}`];
  const mixtures = options.worth!.mixtures.map((shares) => `--mix ${shares.join(":")}`);
  const data = compact({
    kind: "worth" as const,
    summary: [
      `savings on ${worth.priced.toLocaleString("en")} symbols of ${names[worth.target]!}`,
      `${worth.learned.length} sources and mixtures, on top of ${worth.known.toLocaleString("en")} ${worth.have === null ? "other symbols" : `symbols of ${names[worth.have]!}`}`,
      `seed ${options.seed}`,
      `${tool.name} ${tool.version}`,
    ].join(" · "),
    command: [
      "mesoscope compare --worth",
      ...words,
      measureWords(options),
      ...had,
      ...mixtures,
      "-o worth.html",
    ].join(" "),
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
