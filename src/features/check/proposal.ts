import { grouped, median } from "../../core/collections.ts";
import { limitOfNew } from "../odd/judge.ts";
import { kindsOf } from "../odd/read-by-others.ts";
import type { Usual } from "../odd/schema.ts";
import { type Surprise, stretches } from "../odd/surprise.ts";
import { surprisesOf, usualOf } from "../odd/surprises.ts";
import { leastUsual, UsualFiles } from "../odd/usual-files.ts";
import type { Config } from "./config-schema.ts";
import { checkByOthers, type RepositoryFile } from "./judge-files.ts";
import type { Check } from "./schema.ts";
import { leastSymbols, mostEntropy, symbolEntropy, whyEntropy } from "./signs.ts";

/** Files with one extension. */
export interface ProposedKind {
  /** null: names without an extension */
  readonly kind: string | null;
  readonly files: number;
  readonly bytes: number;
  /** median cost under a model of all other files, bit/byte */
  readonly usual: number;
  /** bit/byte over 1024 bytes above which a single new file fails; null: too few files */
  readonly limit: number | null;
  /** number of files that are accepted although they are unlike the others */
  readonly odd: number;
}

/** The current state of a repository, and proposed limits. */
export interface Proposal {
  readonly config: Config;
  readonly usual: Usual;
  /** the one with most files first */
  readonly kinds: readonly ProposedKind[];
  /** checks that fail today */
  readonly odd: readonly Check[];
  /** files beyond the limit today, which it exempts; null: there is no limit */
  readonly beyond: readonly string[] | null;
}

/** Index of the stretch whose limit is shown. */
const shown = stretches.indexOf(1024);

/**
 * Measures a repository and proposes its configuration. With too few files for a model it proposes a limit on the entropy of
 * their symbols.
 *
 * @param files at least one
 * Cost: as `readByOthers`, of all files
 */
export function propose(files: readonly RepositoryFile[], seed: number, order: number): Proposal {
  const surprises = surprisesOf(files, seed, order);
  const usual = usualOf(files, surprises, seed, order);
  const odd = checkByOthers(files, null, seed, order, () => surprises).checks.filter(
    ({ status }) => status === "failed",
  );
  const kinds = kindsIn(files, surprises, usual, new Set(odd.map(({ input }) => input)));
  if (files.length >= leastUsual) return { config: { odd: true }, usual, kinds, odd, beyond: null };
  const beyond = files
    .filter(({ bytes }) => bytes.length >= leastSymbols && symbolEntropy(bytes) > mostEntropy)
    .map(({ name }) => name);
  const budget = {
    files: ["*", ...beyond.map((name) => `!/${name.replaceAll(/[*?[\]{}\\]/g, "\\$&")}`)],
    minSymbols: leastSymbols,
    symbolEntropy: { max: mostEntropy },
    why: whyEntropy,
  };
  return { config: { odd: true, budgets: [budget] }, usual, kinds, odd, beyond };
}

function kindsIn(
  files: readonly RepositoryFile[],
  surprises: readonly (Surprise | undefined)[],
  usual: Usual,
  odd: ReadonlySet<string>,
): ProposedKind[] {
  const compared = usual.files.length < leastUsual ? null : new UsualFiles(usual.files);
  const byKind = grouped(files.keys(), (i) => kindsOf(files[i]!.name).at(-1) ?? null);
  const kinds = [...byKind].map(([kind, own]): ProposedKind => {
    return {
      kind,
      files: own.length,
      bytes: own.reduce((sum, i) => sum + files[i]!.bytes.length, 0),
      usual: median(own.map((i) => surprises[i]!.rate))!,
      limit: compared?.limit(files[own[0]!]!.name, 1 + shown, limitOfNew) ?? null,
      odd: own.filter((i) => odd.has(files[i]!.input)).length,
    };
  });
  return kinds.sort((a, b) => b.files - a.files || ((a.kind ?? "") < (b.kind ?? "") ? -1 : 1));
}
