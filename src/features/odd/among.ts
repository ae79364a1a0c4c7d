import type { Copies, FolderFindings } from "../../results/report.ts";
import { copiesOf, type FolderFiles, readFolder } from "./copies.ts";
import { oddFiles } from "./plan.ts";
import { defaultOrder } from "./read-by-others.ts";
import { leastUsual } from "./usual-files.ts";
import { findingText } from "./words.ts";

/** Odd files that are named. */
const mostNamed = 8;

/** What is unusual among files. */
export interface Among {
  readonly folder: Omit<FolderFindings, "files">;
  readonly copies?: Copies;
}

/**
 * The files that are odd, as `odd` and `check` find them, and copies among them.
 *
 * @throws never for a file that cannot be read, which is left out
 * Cost: as `readByOthers`: 8 s of learning at most, and a microsecond a byte
 */
export async function oddAmong(work: FolderFiles): Promise<Among> {
  const read = await readFolder(work);
  if (typeof read === "string") return undecided(read);
  const compared = read.files.length;
  const copies = copiesOf(read, work.seed);
  if (compared < leastUsual)
    return { ...undecided(`${compared} readable files are too few to call any odd.`), copies };
  const odd = oddFiles(read.files, work.seed, defaultOrder).files.filter((file) => file.odd);
  const folder: Among["folder"] = {
    ...{ compared, undecided: null, unlike: odd.length },
    odd: odd.slice(0, mostNamed).map((file) => {
      const { firstLine, lastLine, quantity, why } = file;
      const lines = firstLine === lastLine ? `line ${firstLine}` : `lines ${firstLine} to ${lastLine}`;
      const said = quantity === "newWords" ? findingText(file) : `${findingText(file)}, ${lines}`;
      return { name: file.file, why: why === null ? said : `${said}; ${why}` };
    }),
  };
  return { folder, copies };
}

/** No file can be called odd. */
export const undecided = (reason: string): Among => ({
  folder: { compared: 0, unlike: 0, odd: [], undecided: reason },
});
