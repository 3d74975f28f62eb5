// Prints "passed failed skipped" of one CTRF report. Errors outside of a test (a fixture that could not be disposed)
// count as failed. Fails when the report is missing or holds no summary.
import { readFileSync } from "node:fs";

const { results } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { passed, failed, skipped } = results.summary;
const errors = (results.extra?.suites ?? []).reduce((sum, suite) => sum + (suite.errors?.length ?? 0), 0);
const counts = [passed, failed + errors, skipped ?? 0];
if (!counts.every(Number.isInteger)) throw new Error("no summary");
console.log(counts.join(" "));
