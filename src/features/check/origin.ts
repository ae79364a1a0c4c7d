import { join } from "node:path";
import * as z from "zod";
import { InputError } from "../../core/errors.ts";
import { readRegularJson } from "../../input/open-regular.ts";

/** Where the command comes from. */
export interface Origin {
  /** web address of its repository */
  readonly repository: string;
  /** 40 digits */
  readonly commit: string;
}

const schema = z.strictObject({
  repository: z.string().regex(/^https:\/\/[\w.-]+\/[\w./~-]+$/),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
});

const about = { what: "origin.json", most: 10_000 };

/** Where a package comes from; null where git did not know it when the package was built. */
export function originOf(packageRoot: string): Origin | null {
  try {
    return schema.safeParse(readRegularJson(join(packageRoot, "origin.json"), about)).data ?? null;
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}
