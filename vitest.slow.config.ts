import { readdirSync, readFileSync } from "node:fs";
import { mergeConfig } from "vitest/config";
import usual from "./vitest.config.ts";

/** Files without a slow test are not even loaded, which takes a third of a second each. */
const include = readdirSync("tests", { recursive: true, encoding: "utf8" })
  .map((file) => `tests/${file}`)
  .filter(
    (file) => file.endsWith(".test.ts") && /\btags: \["slow"\]|@module-tag /.test(readFileSync(file, "utf8")),
  );

// Lists of two configurations are joined: the usual one would bring all files.
export default mergeConfig({ ...usual, test: { ...usual.test, include: [] } }, { test: { include } });
