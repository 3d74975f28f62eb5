// A reporter for `node --test` that writes its counts as CTRF does, which is what the .NET suites write too.
export default async function* summary(source) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of source) {
    // A suite or a file is no test: only what it holds counts, unless it failed without a test that did.
    if (type === "test:pass" && data.details?.type !== "suite" && data.name !== data.file) {
      counts[data.skip !== undefined || data.todo !== undefined ? "skipped" : "passed"]++;
    } else if (type === "test:fail" && data.details?.error?.failureType !== "subtestsFailed") {
      counts.failed++;
    }
  }
  yield JSON.stringify({ results: { summary: counts } });
}
