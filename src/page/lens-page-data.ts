import type { Lens } from "../features/lens/read-lens.ts";
import type { LensReport, LensSpan } from "../features/lens/schema.ts";
import { summary } from "../features/lens/show.ts";
import { formatNumber } from "../report/kit/format.ts";
import { shellWord } from "../report/kit/shell-word.ts";
import { stepsOfBit, unknownCost } from "./lens-costs.ts";
import { type AboutData, compact, type Definition } from "./page-about.ts";

/** All that the page of a lens shows. */
export interface LensPageData extends AboutData {
  readonly kind: "lens";
  /** whether it is shown as lines of UTF-8, else as bytes */
  readonly text: boolean;
  readonly spans: readonly LensSpan[];
  /** in base64 */
  readonly bytes: string;
  /** of each byte in base64: its cost, as lens-costs.ts says */
  readonly costs: string;
}

const kinds: Readonly<Record<string, Definition>> = {
  noise: {
    title: "noise",
    text: "Costs nearly as many bits a byte as its alphabet has, and hardly a byte can be guessed: random, encrypted or compressed.",
    reference: null,
  },
  order: {
    title: "order",
    text: "Costs next to nothing, and is no copy: a pattern that goes on.",
    reference: null,
  },
  copy: { title: "copy", text: "Stood before, at the place that is named.", reference: null },
  unlike: {
    title: "unlike the rest",
    text: "Costs one who knows the rest of the text much more than that does, by bytes or, in a text that is mostly ASCII, by characters; p is the chance that a stretch of the rest as long would do so somewhere. The observer, who learns it as it reads, may pay less.",
    reference: null,
  },
};

/** What of a command line says who reads. */
function readerWords({ kind, name }: LensReport["reader"]): string {
  if (kind === "observer") return "";
  return ` --${kind === "model" ? "by" : kind} ${shellWord(name)}`;
}

/**
 * A lens reduced to what a page shows.
 *
 * Cost: 2.7 bytes a byte of the text.
 */
export function lensPageData({ report, bytes, bits }: Lens): LensPageData {
  const costs = Uint8Array.from(bits, (cost) =>
    Number.isNaN(cost) ? unknownCost : Math.min(unknownCost - 1, Math.round(cost * stepsOfBit)),
  );
  const { name, tool, reader, size, read } = report;
  const base64 = (of: Uint8Array) => Buffer.from(of.buffer, of.byteOffset, of.length).toString("base64");
  return {
    ...compact({
      kind: "lens" as const,
      summary: `${summary(report)}${rateText(report)} · ${tool.name} ${tool.version}`,
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
