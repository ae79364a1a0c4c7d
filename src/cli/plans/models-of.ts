import { resolve } from "node:path";
import { namedError, UsageError } from "../../core/errors.ts";
import { readRegular, smallFiles } from "../../input/open-regular.ts";
import { decodeModel, type LoadedModel } from "../../models/model-file.ts";
import type { Io } from "../io.ts";

/** A model and what it was called on the command line. */
export interface NamedModel extends LoadedModel {
  readonly name: string;
}

/** The models of --against. @throws UsageError for more than two; InputError that names the file */
export function modelsOf(against: string | undefined, io: Io): NamedModel[] {
  if (against === undefined) return [];
  const paths = against.split(",").filter((path) => path !== "");
  if (paths.length === 0 || paths.length > 2)
    throw new UsageError("--against takes one model, or a good and a bad one: good.model,bad.model");
  return paths.map((path) => {
    try {
      return { name: path, ...decodeModel(readRegular(resolve(io.cwd, path), smallFiles.model)) };
    } catch (error) {
      throw namedError(path, error);
    }
  });
}
