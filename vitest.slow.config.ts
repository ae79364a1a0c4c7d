import { readdirSync, readFileSync } from "node:fs";
import { configOf } from "./vitest.config.ts";

/** Files without a slow test are not even loaded. */
const slow = readdirSync("tests", { recursive: true, encoding: "utf8" })
  .map((file) => `tests/${file.replaceAll("\\", "/")}`)
  .filter((file) => file.endsWith(".test.ts"))
  .filter((file) => /\btags: \["slow"\]|@module-tag /.test(readFileSync(file, "utf8")));
const isWhole = (file: string) => /^tests\/(e2e|campaigns|unit\/library)\/|\/(cli|linearity)\.test\.ts$/.test(file);

export default configOf(
  slow.filter(isWhole),
  slow.filter((file) => !isWhole(file)),
);
