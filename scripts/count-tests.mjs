// count-tests.mjs CHECKS-PASSED CHECKS-FAILED REPORT...: prints the plain line `N passed, N failed` for the checks and the tests in
// vitest's JSON reports together. A run without a report has failed.
import { existsSync, readFileSync } from "node:fs";

const [checksPassed, checksFailed, ...reports] = process.argv.slice(2);
let passed = Number(checksPassed);
let failed = Number(checksFailed);
for (const path of reports) {
  if (!existsSync(path)) {
    console.log(`no report of tests: ${path}`);
    failed++;
    continue;
  }
  const report = JSON.parse(readFileSync(path, "utf8"));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  for (const { name, assertionResults } of report.testResults) {
    for (const test of assertionResults.filter(({ status }) => status === "failed")) {
      console.log(`${name}: ${test.fullName}\n${test.failureMessages.join("\n")}`);
    }
  }
  // A file that could not be loaded has failed without having run a test.
  failed += report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
