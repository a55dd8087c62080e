import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import type { EngineName } from './test/support/engines/engine.ts';
import { planEngines } from './test/support/engines/plan-engines.ts';
import { RunSummaryReporter } from './test/support/run-summary-reporter.ts';

const onceFiles = 'test/**/*.once.test.ts';
const clusterFiles = 'test/cluster/**/*.test.ts';
const generatorFiles = 'test/generators/*.test.ts';
const browserFiles = 'test/browser/**/*.test.ts';

export default defineConfig(async () => {
  const plan = await planEngines(process.env);
  return {
    test: {
      projects: [
        ...plan.engines.map(({ name }) => engineProject(name)),
        project('once', { include: [onceFiles] }),
        ...(plan.cluster ? [project('cluster', { include: [clusterFiles], testTimeout: 120_000 })] : []),
        ...(process.env.TEST_GENERATORS === '1' ? [project('generators', generatorSettings)] : []),
        ...(plan.browser ? [project('browser', browserSettings)] : []),
      ],
      provide: { enginePlan: plan },
      globalSetup: ['test/support/engines/set-up-run.ts'],
      // Stopping three servers and a cluster takes longer than the ten seconds that vitest waits by default.
      teardownTimeout: 60_000,
      reporters: ['default', new RunSummaryReporter(plan)],
      maxWorkers: 2,
    },
  };
});

// A browser on a busy machine takes minutes for what takes seconds on an idle one.
const browserSettings = { include: [browserFiles], testTimeout: 300_000, hookTimeout: 300_000 };

// A generator and two compilers for each client.
const generatorSettings = { include: [generatorFiles], testTimeout: 600_000 };

function engineProject(name: EngineName): TestProjectInlineConfiguration {
  return project(name, {
    include: ['test/**/*.test.ts'],
    // The generators bring tests of their own in their node_modules.
    exclude: ['**/node_modules/**', onceFiles, clusterFiles, browserFiles, generatorFiles],
  });
}

// The workspaces are links in node_modules; the condition makes them, and what they import from each other, load as
// TypeScript source, so that tests never run against a stale build.
function project(
  name: string,
  test: NonNullable<TestProjectInlineConfiguration['test']>,
): TestProjectInlineConfiguration {
  const conditions = ['@roster/source', 'node', 'development|production'];
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: {
      pool: 'forks',
      testTimeout: 30_000,
      hookTimeout: 60_000,
      server: { deps: { inline: [/^@roster\//] } },
      ...test,
      name,
    },
  };
}
