import { isUtf8 } from "node:buffer";
import * as fs from "node:fs";
import { relative } from "node:path";
import { describeSystemFault } from "./system-fault.ts";

/** Which files of a folder are taken; patterns as in .gitignore: one without a slash holds at any depth. */
export interface WalkOptions {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** files of folders that are wanted, by the path they are reached by; all by default */
  readonly only?: (path: string) => boolean;
  /** whether binary files of folders are taken, too */
  readonly binary?: boolean;
}

/** A path in a folder that could be an input. */
interface WalkedEntry {
  /** relative to the folder, with slashes */
  readonly path: string;
  /** of a name that is not UTF-8: the whole path as bytes, since no text stands for it */
  readonly bytes?: Buffer;
  /** null, or why what stands there cannot be read */
  readonly fault: string | null;
}

/** Dot files and what lies in node_modules. */
const leftOut = /(^|\/)(\.|node_modules\/)/;
const lineBreak = /[\n\r\u2028\u2029]/;

type ReaddirCallback = (error: NodeJS.ErrnoException | null, entries: fs.Dirent[]) => void;

/**
 * Lists everything in a folder and below that is no folder, without dot files, `node_modules` and what .gitignore
 * (up to the root of the repository) and .mesoscopeignore leave out. Links are listed and never followed.
 *
 * @returns sorted by path in code-unit order; folders that cannot be listed stand among the entries with the fault, the
 * folder itself as ""
 * @throws never
 */
export async function walkFolder(folder: string, options: WalkOptions = {}): Promise<WalkedEntry[]> {
  const { globbyStream } = await import("globby"); // 70 ms that single files need not pay
  const unreadable = new Map<string, string>();
  const unmatched = new Set<string>(); // folders are read once more to find the ignore files
  const nameless = new Map<string, WalkedEntry>();
  const readdir = (path: string, settings: { withFileTypes: true }, done: ReaddirCallback) =>
    fs.readdir(path, settings, (error, entries) => {
      for (const entry of entries ?? []) {
        if (lineBreak.test(entry.name) && entry.isFile())
          unmatched.add(relativeTo(folder, `${path}/${entry.name}`));
      }
      if (error === null && entries.some(({ name }) => name.includes(replacement))) {
        for (const entry of namesNotUtf8(folder, path))
          nameless.set(String(entry.bytes?.toString("latin1")), entry);
        return done(
          null,
          entries.filter(({ name }) => !name.includes(replacement) || fs.existsSync(`${path}/${name}`)),
        );
      }
      if (error === null) return done(null, entries);
      unreadable.set(path, describeSystemFault(error));
      return done(null, []);
    });
  try {
    // As a list it would keep an object of its own for each file until the end.
    const paths = globbyStream((options.include ?? ["**"]).map(atAnyDepth), {
      cwd: folder,
      ignore: ["**/node_modules/**", ...(options.exclude ?? []).flatMap(withContents)],
      gitignore: true,
      ignoreFiles: "**/.mesoscopeignore",
      dot: false,
      expandDirectories: false,
      followSymbolicLinks: false,
      onlyFiles: false,
      markDirectories: true,
      fs: { ...fs, readdir } as unknown as typeof fs,
    });
    const entries: WalkedEntry[] = [];
    for await (const path of paths) {
      const text = String(path);
      if (!text.endsWith("/")) entries.push({ path: text, fault: null });
    }
    // No pattern matches a line break; such names must not get lost where no pattern was asked for.
    if (options.include === undefined) {
      for (const path of unmatched) {
        if (!leftOut.test(path)) entries.push({ path, fault: null });
      }
      for (const entry of nameless.values()) if (!leftOut.test(entry.path)) entries.push(entry);
    }
    for (const [path, fault] of unreadable) entries.push({ path: relativeTo(folder, path), fault });
    return entries.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  } catch (error) {
    return [{ path: "", fault: describeSystemFault(error) }];
  }
}

/** What decoding puts in the place of bytes that are not UTF-8. */
const replacement = "\ufffd";

/** Files of a folder whose names are not UTF-8, and a fault for each such folder. */
function namesNotUtf8(root: string, folder: string): WalkedEntry[] {
  return fs.readdirSync(folder, { withFileTypes: true, encoding: "buffer" }).flatMap((entry) => {
    const name = entry.name as unknown as Buffer;
    if (isUtf8(name)) return [];
    const path = relativeTo(root, `${folder}/${name.toString("utf8")}`);
    const fault = entry.isDirectory() ? "the name of the folder is not UTF-8" : null;
    return [{ path, bytes: Buffer.concat([Buffer.from(`${folder}/`), name]), fault }];
  });
}

function atAnyDepth(pattern: string): string {
  return pattern.includes("/") ? pattern.replace(/^\//, "") : `**/${pattern}`;
}

/** A pattern may name a folder: then all below it is meant. */
function withContents(pattern: string): string[] {
  const anchored = atAnyDepth(pattern).replace(/\/$/, "");
  return [anchored, `${anchored}/**`];
}

function relativeTo(folder: string, path: string): string {
  return relative(folder, path).replaceAll("\\", "/");
}
