import { firstThree } from "../../core/collections.ts";
import { symbolsOf } from "../../core/encoding.ts";
import { errorOf, groupDigits, listed } from "../../report/kit/figures.ts";
import type { Layout } from "../../report/kit/layout.ts";
import { endsOf } from "../../report/kit/rows.ts";
import { uncomparedLines } from "./options.ts";
import type { ComparedWorth, Comparison } from "./schema.ts";

type Learned = ComparedWorth["learned"][number];

/** What learning the others saves on the first sample, sorted by what they save beyond the known data. */
export function renderWorth(
  { samples }: Comparison,
  worth: ComparedWorth,
  names: readonly string[],
  layout: Layout,
): string {
  const unit = symbolsOf[samples[0]!.encoding.id];
  const target = names[worth.target]!;
  const sorted = [...worth.learned].sort((a, b) => b.onTop.value - a.onTop.value);
  const missing = uncomparedLines(samples, names);
  const had =
    worth.have === null
      ? `${worth.known} other ${unit} of ${target}`
      : `${worth.known} ${unit} of ${names[worth.have]!}`;
  const about = `Savings are measured on ${worth.priced} ${unit} of ${target}, on top of ${had}.`;
  const mixtures = worth.learned.filter(({ sources }) => sources.length > 1);
  const copied = sorted.flatMap((learned) => {
    // What copies can save at most matters where it is more than the error.
    if (learned.copied * worth.own.value <= (errorOf(learned.onTop) ?? 0)) return [];
    const share = `About ${Math.round(100 * learned.copied)} % of the measured ${unit}`;
    return `${share} occur in ${shortName(learned, worth, names)} word for word; copying saves their cost.`;
  });
  const own = `Without them a symbol costs ${layout.figure(worth.own)} bits.`;
  return layout.text([
    layout.paragraph(opening(sorted, worth, names, layout)),
    [
      layout.dim(layout.paragraph(groupDigits(about))),
      ...[...copied, ...missing].map((line) => layout.warning(layout.paragraph(line, 2))),
    ].join("\n"),
    [
      layout.title("Worth", `bits saved per symbol of ${target}`),
      layout.table(
        ["learned", "symbols", "on top"],
        sorted.map((learned) => [
          layout.cut(shortName(learned, worth, names), 30),
          groupDigits(String(learned.symbols)),
          layout.column(learned.onTop, 3),
        ]),
        [1, 2],
      ),
      layout.paragraph(own),
      ...mixtures.map((one, i) => layout.paragraph(`mixture ${i + 1}: ${nameOf(one, names)}`)),
    ].join("\n"),
  ]);
}

/** The source that certainly saves most, and those that may save as much. */
function opening(
  learned: readonly Learned[],
  worth: ComparedWorth,
  names: readonly string[],
  layout: Layout,
): string {
  const target = names[worth.target]!;
  const had = worth.have === null ? "the rest of it" : names[worth.have]!;
  const lower = ({ onTop }: Learned) => onTop.interval?.lower ?? Number.NEGATIVE_INFINITY;
  const best = learned.reduce((one, other) => (lower(other) > lower(one) ? other : one));
  if (!(lower(best) > 0)) return `No source saves a significant part of ${target} on top of ${had}.`;
  const rivals = learned.filter(({ onTop }) => (onTop.interval?.upper ?? onTop.value) > lower(best));
  const others = rivals.filter((one) => one !== best).map((one) => shortName(one, worth, names));
  const saves = `${shortName(best, worth, names)} saves ${layout.figure(best.onTop)} bit/symbol of ${target} on top of ${had}`;
  if (learned.length === 1) return `${saves}.`;
  if (others.length === 0) return `${saves}, more than every other source.`;
  return `${saves}; ${others.length > 3 ? firstThree(others) : listed(others)} may save as much.`;
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

export const worthHeader = ["kind", "target", "a", "symbols", "onTop", "onTopLower", "onTopUpper", "copied", "reason"]; // biome-ignore format: one line reads better

/** A row for each source or mixture. */
export function worthRows({ samples, worth }: Comparison) {
  if (worth === null) return [];
  const names = samples.map(({ name }) => name);
  return worth.learned.map((learned) => ({
    ...{ kind: "worth", target: names[worth.target], a: nameOf(learned, names), symbols: learned.symbols },
    ...{ onTop: learned.onTop.value, ...endsOf(learned.onTop, "onTop"), copied: learned.copied },
  }));
}
