import { configOf, testsWhere } from "./vitest.config.ts";

/** Files that take long as a whole: where they are left out, they are not even loaded. */
export default configOf(testsWhere((text) => /^\/\/ @module-tag /m.test(text)));
