import { writeSync } from 'node:fs';
import type { Reporter, TestModule, TestSpecification, Vitest } from 'vitest/node';
import type { EnginePlan } from './engines/engine.ts';
import { addCounts, countTests, describeCounts, type TestCounts } from './engines/test-counts.ts';

/** The summary of a run, ready to be printed. */
interface Summary {
  readonly total: TestCounts;
  readonly lines: readonly string[];
}

/** Ends the output of every run with one line for each engine, and with the totals as the very last line. */
export class RunSummaryReporter implements Reporter {
  readonly #plan: EnginePlan;
  #vitest: Vitest | undefined;
  #planned = 0;
  #summary: Summary | undefined;

  constructor(plan: EnginePlan) {
    this.#plan = plan;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
    // Only when the process ends is nothing printed after it any more: coverage, tear-down, slow workers.
    if (!vitest.config.watch) process.once('exit', () => this.#finish());
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#planned = specifications.length;
    this.#summary = undefined;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[], reason: string): void {
    // The versions of the engines are forgotten before the process ends, hence the summary is made now.
    this.#summary = this.#summarize(modules, errors.length, reason === 'interrupted');
    if (this.#vitest?.config.watch === true) printLines(this.#summary.lines);
  }

  #finish(): void {
    const { total, lines } =
      this.#summary ?? this.#summarize(this.#vitest?.state.getTestModules() ?? [], 0, true);
    printLines(lines);
    // A run without tests proves nothing, so it must not look green.
    if ((total.failed > 0 || total.passed === 0) && !process.exitCode) process.exitCode = 1;
  }

  #summarize(modules: readonly TestModule[], unhandledErrors: number, interrupted: boolean): Summary {
    const { engines, untested, problems } = this.#plan;
    const faults = [
      ...problems,
      ...Array.from({ length: unhandledErrors }, () => 'an error outside of any test, printed above'),
      ...(interrupted ? ['the run was interrupted'] : []),
    ];
    if (this.#planned > 0 && modules.length === 0 && faults.length === 0)
      faults.push('the run ended before its first test');
    const total = addCounts(countTests(modules, interrupted), {
      passed: 0,
      failed: faults.length,
      skipped: 0,
    });
    const order = [...engines.map(({ name }): string => name), 'cluster', 'browser', 'generators', 'once'];
    const lines = [
      ...order.flatMap((name) => {
        const own = modules.filter(({ project }) => project.name === name);
        return own.length === 0 ? [] : [`${label(own)}: ${describeCounts(countTests(own, interrupted))}`];
      }),
      ...untested.map(({ name, reason }) => `not tested: ${name} (${reason})`),
      ...faults.map((fault) => `failed: ${fault}`),
      ...(total.passed + total.failed === 0 ? ['no test ran'] : []),
      describeCounts(total),
    ];
    return { total, lines };
  }
}

function label(modules: readonly TestModule[]): string {
  const project = modules[0]?.project;
  if (project === undefined || project.name === 'once') return 'without engine';
  if (project.name === 'browser') return 'browser (Chromium)';
  if (project.name === 'generators') return 'generated clients';
  const server = project.getProvidedContext().testServer;
  return server === undefined ? project.name : `${server.engine} ${server.version}`;
}

// Synchronous, because nothing asynchronous happens any more while the process ends.
function printLines(lines: readonly string[]): void {
  writeSync(1, `\n${lines.join('\n')}\n`);
}
