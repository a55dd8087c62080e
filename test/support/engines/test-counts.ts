import type { TestModule } from 'vitest/node';

/** How many tests had which outcome; a file, suite or run that broke counts as one failed test. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const noTests: TestCounts = { passed: 0, failed: 0, skipped: 0 };

/** Counts the tests of some files. Tests of an interrupted run that never finished are in none of the numbers. */
export function countTests(modules: readonly TestModule[], interrupted: boolean): TestCounts {
  return modules.map((module) => countModule(module, interrupted)).reduce(addCounts, noTests);
}

/** Adds two counts. */
export function addCounts(a: TestCounts, b: TestCounts): TestCounts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** `3 passed, 1 failed`, with the skipped tests appended if there are any. */
export function describeCounts({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function countModule(module: TestModule, interrupted: boolean): TestCounts {
  const counts = { ...noTests };
  let tests = 0;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    tests += 1;
    if (state !== 'pending') counts[state] += 1;
    else if (!interrupted) counts.failed += 1;
  }
  // A hook or an import that throws leaves its error on the suite or file, and its tests look skipped.
  const broken = [module, ...module.children.allSuites()].filter((suite) => suite.errors().length > 0).length;
  const neverRan = tests === 0 && broken === 0 && !interrupted;
  return { ...counts, failed: counts.failed + broken + (neverRan ? 1 : 0) };
}
