import { expect, test } from "vitest";
import type { Proposal, ProposedKind } from "../../../../src/features/check/proposal.ts";
import { renderProposal } from "../../../../src/features/check/show-proposal.ts";
import { view } from "../../report/hand-made.ts";
import { checks } from "./hand-made.ts";

const kind = (name: string | null, files: number, limit: number | null): ProposedKind => ({
  ...{ kind: name, files, bytes: 1000 * files + 1, usual: 2.346, limit, odd: files - 1 },
});
const usual = (files: number) => ({
  ...{ seed: 1, order: 5, rate: 2.125 },
  files: Array.from({ length: files }, (_, i) => ({ path: `${i}`, sha256: "0".repeat(64), surprise: [] })),
});
const proposal = (change: Partial<Proposal>): Proposal => ({
  ...{ config: {}, usual: usual(20), kinds: [kind(".ts", 20, 4.567)], odd: [], beyond: null },
  ...change,
});
const shown = (change: Partial<Proposal>, ascii = false) =>
  renderProposal(proposal(change), { ...view, ascii });

test("what a repository is, and what is odd in it", () => {
  const drift = { ...checks[4]!, input: "docs/b.md", why: "a table" };
  const odd = [{ ...checks[0]!, input: "src/\x1b.ts" }, drift].map((check) => ({
    ...check,
    estimator: "model",
  }));
  expect(shown({ kinds: [kind(".ts", 20, 4.567), kind(null, 1, null)], odd })).toBe(
    `20 files: the median cost is 2.13 bit/byte under a model of the others.

ending     files  kB  usual  limit  odd
.ts           20  21   2.35   4.57   19
no ending      1   2   2.35           0

usual: median bit/byte of the files. limit: bit/byte of 1024 bytes above which a
new file fails; other lengths have other limits. odd: files unlike the others,
accepted as they are.

2 files odd, but accepted:

src/\\u{1b}.ts
  entropyRate 5.938 bit/symbol is above 3; keys, 100 % of them
docs/b.md
  entropyRate 3.00 ± 0.25 bit/symbol was 2.00 ± 0.25: moved by 1, more than the
  error of 0.3536; a table

No budgets are set: a model of all other files judges new and changed files.
`,
  );
  expect(shown({ odd: [{ ...drift, why: null }] }, true)).toContain(
    "\n\n1 file odd, but accepted:\n\ndocs/b.md\n  entropyRate 3.00 +- 0.25 bit/symbol was 2.00 +- 0.25: moved by 1, more than\n  the error of 0.3536\n\n",
  );
});

test("a few files are held to a limit of their symbols, but for those beyond it", () => {
  const few = (beyond: readonly string[]) =>
    shown({ usual: usual(2), beyond })
      .split("\n\n")
      .slice(2)
      .join("\n\n")
      .replaceAll("\n", " ")
      .trim();
  const held =
    "usual: median bit/byte of the files.  2 files: too few to estimate what is usual, which takes 20. Until then, files of at least 1000 bytes have a limit of 5.75 bit/symbol: text and code stay below it, base64 exceeds it";
  expect(few([])).toBe(`${held}.`);
  expect(few(["a.bin"])).toBe(`${held}. 1 file above the limit today is exempt: a.bin.`);
  expect(few(["a.bin", "b\n"])).toBe(`${held}. 2 files above the limit today are exempt: a.bin, b\\n.`);
  expect(shown({ usual: usual(1) })).toMatch(/^1 file: the median cost/);
});

test("twenty endings and twenty files are named, and the others counted", () => {
  const many = (count: number) =>
    shown({
      kinds: Array.from({ length: count }, (_, i) => kind(`.e${i}`, 1, null)),
      odd: Array.from({ length: count }, (_, i) => ({ ...checks[0]!, input: `odd${i}` })),
    });
  expect(many(20)).not.toContain("more");
  expect(many(22)).toContain("\nand 2 more endings\n");
  expect(many(22)).toContain("\n\nand 2 more\n\n");
  expect([...many(22).matchAll(/^(\.e|odd)\d/gm)]).toHaveLength(40);
});
