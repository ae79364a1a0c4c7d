import { type Folders, installedFolders } from "../run/installation.ts";
import type { Io } from "./io.ts";

/** Folders of this installation, as the environment of the command has them. @throws never */
export function foldersOf(io: Io): Folders {
  return installedFolders(io.env);
}
