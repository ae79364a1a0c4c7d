import { compact, type Definition } from "../../page/page-about.ts";
import { pageDocument } from "../../page/page-document.ts";
import { type LensPageData, stepsOfBit, unknownCost } from "../../page/page-shapes.ts";
import { escapeForTerminal, formatNumber, shellWord } from "../../report/kit/format.ts";
import type { LensReport } from "../../results/lens-schema.ts";
import { renderSectionsSvg } from "../sections/svg.ts";
import type { Lens } from "./read-lens.ts";
import { summary } from "./show.ts";

/** A picture of the sections, where there are several. */
const bodyOf = ({
  sections,
}: Lens) => `${sections ? `<section class="card"><h2>Sections</h2>${renderSectionsSvg({ files: [sections] }, true)}</section>\n` : ""}<section class="card">
<div class="bar"><h2>Cost of every byte</h2><div id="lens-legend" class="bar" role="img" aria-label="Scale of the colours, in bits per character: lighter means more"></div></div>
<div id="lens" class="lens" tabindex="0" role="application" aria-label="The text, coloured by its cost. Arrows go from character to character, Page Up and Page Down turn pages, Home and End go to its ends."></div>
<p id="lens-place" class="note" aria-live="polite">Point at a character, or use the arrows.</p>
</section>
<section class="card">
<h2>Where it is unlike the rest</h2>
<div class="scroll"><table id="lens-spans"></table></div>
</section>`;

/**
 * A text with its costs as one self-contained page.
 *
 * @returns a document of 0.7 MB and 2.7 bytes for each byte of the text; equal lenses give equal bytes
 */
export async function renderLensHtml(lens: Lens): Promise<string> {
  const { name, tool } = lens.report;
  const title = escapeForTerminal(name);
  return pageDocument({ title, version: tool.version, body: bodyOf(lens), data: lensPageData(lens) });
}

const kinds: Readonly<Record<string, Definition>> = {
  noise: {
    title: "noise",
    text: "Costs nearly log2 of its alphabet size per byte, and almost no byte can be predicted: random, encrypted or compressed data.",
    reference: null,
  },
  order: {
    title: "order",
    text: "Costs almost nothing and is not a copy: a pattern that continues.",
    reference: null,
  },
  copy: { title: "copy", text: "Occurs earlier, at the position that is named.", reference: null },
  unlike: {
    title: "unlike the rest",
    text: "Costs much more than the rest under a model of the rest, by bytes or, in mostly ASCII text, by characters. p is the probability that some span of the rest of the same length costs as much. The observer learns while it reads, so its cost may be lower.",
    reference: null,
  },
};

/** The part of a command line that names the reader. */
function readerWords({ kind, name }: LensReport["reader"]): string {
  if (kind === "observer") return "";
  return ` --losses ${shellWord(name)}`;
}

/**
 * A lens reduced to what a page shows.
 *
 * Cost: 2.7 bytes a byte of the text.
 */
function lensPageData(lens: Lens): LensPageData {
  const { report, bytes, bits } = lens;
  const costs = Uint8Array.from(bits, (cost) =>
    Number.isNaN(cost) ? unknownCost : Math.min(unknownCost - 1, Math.round(cost * stepsOfBit)),
  );
  const { name, tool, reader, size, read } = report;
  const base64 = (of: Uint8Array) => Buffer.from(of.buffer, of.byteOffset, of.length).toString("base64");
  return {
    ...compact({
      kind: "lens" as const,
      summary: `${summary(lens)}${rateText(report)} · ${tool.name} ${tool.version}`,
      command: `mesoscope lens ${shellWord(name)}${readerWords(reader)} -o lens.html`,
      circumstances: [
        [tool.name, tool.version],
        ["input", name],
        ["bytes", read < size ? `the first ${read} of ${size}` : String(read)],
        ["read by", reader.name],
      ] as const,
      definitions: kinds,
      unmeasured: [],
      text: report.text,
      spans: report.spans,
    }),
    bytes: base64(bytes),
    costs: base64(costs),
  };
}

function rateText({ rate }: LensReport): string {
  return rate === null ? "" : ` · ${formatNumber(rate)} bit/byte`;
}
