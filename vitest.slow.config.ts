import { availableParallelism } from "node:os";
import { configOf, testsWhere } from "./vitest.config.ts";

const hasSlow = (text: string) => /\btags: \["slow"\]|@module-tag /.test(text);

export default configOf(
  testsWhere((text) => !hasSlow(text)),
  Math.ceil(1.5 * availableParallelism()),
);
