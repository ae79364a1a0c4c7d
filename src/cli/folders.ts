import { type Folders, installedFolders } from "../batch/installation.ts";
import type { Io } from "./io.ts";

/** Folders of this installation, as the environment of the command has them. @throws never */
export function foldersOf(io: Io): Folders {
  return installedFolders(io.env);
}
