import { dotPlotOption, type NamedExtent, profileOption } from "../../report/charts/sample-charts.ts";
import type { PageDepth } from "../page-details.ts";
import { h } from "./dom.ts";
import { inUnit } from "./numbers.ts";
import { picture, type Section, words } from "./section.ts";

/** What is known of a sample that was explained in depth. */
export function depthSections(
  name: string,
  { ladder, waterfall, profile, carriedBy, quotes }: PageDepth,
): Section[] {
  const rungs = (of: "rate" | "structure"): NamedExtent[] => [
    { name: "the sample", extent: ladder[of], own: true },
    ...ladder.rungs.flatMap((rung) => {
      const extent = rung[of];
      return extent === null ? [] : [{ name: rung.name, extent, own: false }];
    }),
  ];
  const height = 60 + 26 * (ladder.rungs.length + 1);
  const surrogates = picture(
    "Ladder of surrogates",
    "l(M) of the sample and of its surrogates",
    height,
    (theme) => dotPlotOption("l(M), bit/symbol", rungs("rate"), theme),
  );
  const structure = picture(
    "What surrogates have to learn",
    "S of the sample and of its surrogates",
    height,
    (theme) =>
      dotPlotOption(
        "S, kbit",
        rungs("structure").map((one) => ({ ...one, extent: inUnit(one.extent, "kbit") })),
        theme,
      ),
  );
  const said = h("ul", {}, ...ladder.rungs.map(({ sentence }) => h("li", {}, sentence)));
  const differences = { ...words("What the differences say", ""), chart: null };
  differences.card.append(said);
  differences.card.classList.add("wide");
  const parts = picture(
    "What it is made of",
    `what each of nested codes saves; ${carriedBy} carried ${name}`,
    60 + 26 * waterfall.layers.length,
    (theme) =>
      dotPlotOption(
        "saves, bit/symbol",
        waterfall.layers.map(([layer, extent]) => ({ name: layer, extent, own: false })),
        theme,
      ),
  );
  parts.card.append(h("p", { class: "note" }, `The remainder: ${waterfall.remainder}`));
  const along = picture(
    "Along the sample",
    "what each stretch costs once all before it was read",
    260,
    (theme) => profileOption(profile.stretches, profile.unit, theme),
  );
  along.card.classList.add("wide");
  return [parts, surrogates, structure, differences, along, passages(quotes)];
}

/** Passages to read first, as they are in the sample. */
function passages(quotes: PageDepth["quotes"]): Section {
  if (typeof quotes === "string") return words("Passages", quotes);
  const section = words("Passages", "what a byte of them costs the fast observer");
  section.card.classList.add("wide");
  for (const [title, some] of quotes)
    section.card.append(
      h("h4", {}, title),
      ...some.flatMap(({ about, excerpt }) => [
        h("p", { class: "note" }, about),
        h("blockquote", {}, h("bdi", {}, excerpt)),
      ]),
    );
  return section;
}
