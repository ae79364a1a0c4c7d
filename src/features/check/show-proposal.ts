import { plural } from "../../core/collections.ts";
import { escapeForTerminal } from "../../report/kit/format.ts";
import { plainTable } from "../../report/kit/plain-table.ts";
import type { View } from "../../report/kit/renderer.ts";
import { wrapText } from "../../report/kit/text-width.ts";
import { leastUsual } from "../odd/usual-files.ts";
import type { Proposal } from "./proposal.ts";
import { sentenceOf } from "./words.ts";

/** Largest number of named files, and of kinds with a row. */
const mostNamed = 20;

/** The state of a repository and the proposal, for a person. */
export function renderProposal({ kinds, odd, usual, beyond }: Proposal, view: View): string {
  const own = (text: string) => escapeForTerminal(text, view.ascii);
  const paragraph = (text: string) => wrapText(text, view.width).join("\n");
  const count = usual.files.length;
  const rows = kinds
    .slice(0, mostNamed)
    .map(({ kind, files, bytes, usual: half, limit, odd: strange }) => [
      own(kind ?? "no ending"),
      `${files}`,
      `${Math.ceil(bytes / 1000)}`,
      half.toFixed(2),
      limit === null ? "" : limit.toFixed(2),
      `${strange}`,
    ]);
  const more = kinds.length - rows.length;
  const named = odd.slice(0, mostNamed).flatMap((check) => {
    const sentence = sentenceOf(check, view.ascii ? "+-" : "±");
    const text = own(check.why === null ? sentence : `${sentence}; ${check.why}`);
    return [own(check.input), ...wrapText(text, view.width - 2).map((line) => `  ${line}`)];
  });
  const parts = [
    `${plural(count, "file")}: the median cost is ${usual.rate.toFixed(2)} bit/byte under a model of the others.`,
    plainTable(["ending", "files", "kB", "usual", "limit", "odd"], rows, [1, 2, 3, 4, 5]) +
      (more > 0 ? `\nand ${more} more endings` : ""),
    paragraph(
      beyond === null
        ? "usual: median bit/byte of the files. limit: bit/byte of 1024 bytes above which a new file fails; other lengths have other limits. odd: files unlike the others, accepted as they are."
        : "usual: median bit/byte of the files.",
    ),
    ...(odd.length === 0 ? [] : [`${plural(odd.length, "file")} odd, but accepted:`, named.join("\n")]),
    ...(odd.length > mostNamed ? [`and ${odd.length - mostNamed} more`] : []),
    paragraph(
      beyond === null
        ? "No budgets are set: a model of all other files judges new and changed files."
        : `${plural(count, "file")}: too few to estimate what is usual, which takes ${leastUsual}. Until then, files of at least 1000 bytes have a limit of 5.75 bit/symbol: text and code stay below it, base64 exceeds it${beyond.length === 0 ? "" : `. ${plural(beyond.length, "file")} above the limit today ${beyond.length === 1 ? "is" : "are"} exempt: ${beyond.map(own).join(", ")}`}.`,
    ),
  ];
  return `${parts.join("\n\n")}\n`;
}
