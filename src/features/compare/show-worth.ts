import { symbolsOf } from "../../core/encoding.ts";
import { groupDigits } from "../../report/kit/figures.ts";
import type { Layout } from "../../report/kit/layout.ts";
import { endsOf } from "../../report/kit/rows.ts";
import type { ComparedWorth, Comparison } from "./schema.ts";

type Learned = ComparedWorth["learned"][number];

/** What learning others is worth to the first sample, those first that are worth most on top of it. */
export function renderWorth(
  { samples }: Comparison,
  worth: ComparedWorth,
  names: readonly string[],
  layout: Layout,
): string {
  const unit = symbolsOf[samples[0]!.encoding.id];
  const target = names[worth.target]!;
  const sorted = [...worth.learned].sort((a, b) => b.onTop.value - a.onTop.value);
  const missing = samples.flatMap(({ notComparedBecause }, i) =>
    notComparedBecause === null ? [] : [`${names[i]!}: ${notComparedBecause}`],
  );
  const had = worth.have === null ? "others" : names[worth.have]!;
  const about = `${worth.priced} ${unit} of ${target} are priced; alone: after nothing but what is named; on top: with ${had}, ${worth.known} ${unit}, learned after it`;
  const mixtures = worth.learned.filter(({ sources }) => sources.length > 1);
  const own = `${worth.have === null ? "The others alone save" : `${had} alone saves`} ${layout.figure(savedByItself(worth))} bit/symbol.`;
  return layout.text([
    layout.paragraph(opening(sorted, worth, names)),
    [
      layout.dim(layout.paragraph(groupDigits(about))),
      ...missing.map((line) => layout.warning(layout.paragraph(line, 2))),
    ].join("\n"),
    [
      layout.title("Worth", `bits saved for each symbol of ${target}`),
      layout.table(
        ["learned", "symbols", "after 1/4", "1/2", "alone", "on top"],
        sorted.map((learned) => [
          layout.cut(shortName(learned, worth, names), 30),
          groupDigits(String(learned.curve.at(-1)!.n)),
          ...learned.curve.slice(0, -1).map(({ rate }) => (worth.uniform - rate.value).toFixed(3)),
          layout.column(learned.alone, 3),
          layout.column(learned.onTop, 3),
        ]),
        [1, 2, 3, 4, 5],
      ),
      layout.paragraph(own),
      ...mixtures.map((one, i) => layout.paragraph(`mixture ${i + 1}: ${nameOf(one, names)}`)),
    ].join("\n"),
  ]);
}

/** What is worth most, if anything is. */
function opening(
  sorted: readonly Learned[],
  { target: place, have }: ComparedWorth,
  names: readonly string[],
): string {
  const target = names[place]!;
  const had = have === null ? "the rest of it" : names[have]!;
  const best = sorted[0]!;
  const name = nameOf(best, names);
  const lower = best.onTop.interval?.lower ?? Number.NEGATIVE_INFINITY;
  if (lower <= 0) return `Nothing here is worth more to ${target} than its error, on top of ${had}.`;
  const saved = `${best.onTop.value.toFixed(3)} bit/symbol on top of ${had}`;
  const next = sorted[1];
  const close = next !== undefined && (next.onTop.interval?.upper ?? next.onTop.value) > lower;
  return `${name} is worth most to ${target}: ${saved}${close ? `; ${nameOf(next, names)} may be worth as much` : ""}.`;
}

/** A sample, or the parts of a mixture. */
export function nameOf({ sources }: Learned, names: readonly string[]): string {
  if (sources.length === 1) return names[sources[0]!.sample]!;
  return sources.map(({ sample, share }) => `${Math.round(100 * share)} % ${names[sample]!}`).join(" + ");
}

/** A sample, or a mixture by its number. */
export function shortName(one: Learned, { learned }: ComparedWorth, names: readonly string[]): string {
  const mixture = learned.filter(({ sources }) => sources.length > 1).indexOf(one);
  return mixture < 0 ? nameOf(one, names) : `mixture ${mixture + 1}`;
}

function savedByItself({ own, uniform }: ComparedWorth) {
  const { interval } = own;
  const ends = interval && {
    ...interval,
    lower: uniform - interval.upper,
    upper: uniform - interval.lower,
  };
  return { ...own, value: uniform - own.value, interval: ends };
}

export const worthHeader = [
  "kind", "target", "a", "symbols", "rate", "rateLower", "rateUpper",
  "alone", "aloneLower", "aloneUpper", "onTop", "onTopLower", "onTopUpper", "reason",
]; // biome-ignore format: one line a group reads better

/** A row for each length of each source or mixture; what it saves is in the row of all of it. */
export function worthRows({ samples, worth }: Comparison) {
  if (worth === null) return [];
  const names = samples.map(({ name }) => name);
  return worth.learned.flatMap((learned) =>
    learned.curve.map(({ n, rate }, i) => {
      const all = i === learned.curve.length - 1;
      return {
        ...{ kind: "worth", target: names[worth.target], a: nameOf(learned, names), symbols: n },
        ...{ rate: rate.value, ...endsOf(rate, "rate") },
        ...(all ? { alone: learned.alone.value, ...endsOf(learned.alone, "alone") } : {}),
        ...(all ? { onTop: learned.onTop.value, ...endsOf(learned.onTop, "onTop") } : {}),
      };
    }),
  );
}
