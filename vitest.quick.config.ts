import { readdirSync, readFileSync } from "node:fs";
import { configOf } from "./vitest.config.ts";

/** Files that take long as a whole: where they are left out, they are not even loaded. */
export default configOf(
  readdirSync("tests", { recursive: true, encoding: "utf8" })
    .map((file) => `tests/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".test.ts") && /^\/\/ @module-tag /m.test(readFileSync(file, "utf8"))),
);
