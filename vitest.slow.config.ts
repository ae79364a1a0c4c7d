import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { configOf } from "./vitest.config.ts";

const hasSlow = (file: string) => /\btags: \["slow"\]|@module-tag /.test(readFileSync(file, "utf8"));

export default configOf(
  readdirSync("tests", { recursive: true, encoding: "utf8" })
    .map((file) => `tests/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".test.ts") && !hasSlow(file)),
  Math.ceil(1.5 * availableParallelism()),
);
