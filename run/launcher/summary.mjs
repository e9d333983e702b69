// @ts-check

/**
 * @typedef {{ ancestorTitles: string[], title: string, fullName: string, status: string }} Assertion
 * @typedef {{ name: string, status: string, assertionResults: Assertion[] }} TestFile
 * @typedef {{ testResults: TestFile[] }} Report what jest writes with --json
 * @typedef {{ name: string, exitCode: number, problem?: string, report: Report | undefined }} Outcome one run of a test command;
 *   `problem` says why it was ended early
 * @typedef {{ passed: number, failed: number, failures: string[], skips: { test: string, reason: string }[] }} Summary
 */

/**
 * Counts what several runs of jest did. A file that could not run at all, and a run that ended badly without a failed test to
 * show for it, count as one failure each: a green line never stands over a red run.
 * @param {Outcome[]} outcomes
 * @returns {Summary}
 */
export function summarise(outcomes) {
  /** @type {Summary} */
  const summary = { passed: 0, failed: 0, failures: [], skips: [] };
  for (const { name, exitCode, problem, report } of outcomes) {
    const files = report?.testResults ?? [];
    const tests = files.flatMap((file) => file.assertionResults);
    const failures = [
      ...tests.filter((test) => test.status === 'failed').map((test) => test.fullName),
      ...files.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')).map((file) => file.name),
    ];
    if (problem !== undefined) failures.push(`${name} ${problem}`);
    else if (exitCode !== 0 && failures.length === 0) failures.push(`${name} ended with ${exitCode}`);
    summary.passed += tests.filter((test) => test.status === 'passed').length;
    summary.failed += failures.length;
    summary.failures.push(...failures);
    const skipped = tests.filter((test) => ['pending', 'skipped', 'todo', 'disabled'].includes(test.status));
    summary.skips.push(...skipped.map((test) => ({ test: test.fullName, reason: reasonOf(test) })));
  }
  return summary;
}

/**
 * The reason stands in square brackets at the end of the suite's title, where `describeWith` puts it.
 * @param {Assertion} test
 */
function reasonOf(test) {
  const titles = [...test.ancestorTitles, test.title];
  return titles.map((title) => /\[([^\]]+)\]$/.exec(title)?.[1]).find((reason) => reason !== undefined) ?? 'no reason given';
}

/**
 * What stands at the end of a test run: failures by name, skips with their reason, and the one line of counts.
 * @param {Summary} summary
 * @returns {string[]}
 */
export function summaryLines({ passed, failed, failures, skips }) {
  return [
    ...failures.map((name) => `Failed: ${name}`),
    ...skips.map(({ test, reason }) => `Skipped: ${test} (${reason})`),
    `${passed} passed, ${failed} failed, ${skips.length} skipped`,
  ];
}
