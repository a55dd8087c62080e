import { isWrongOption } from './support/options.ts';

interface Benchmark {
  readonly summary: string;
  load(): Promise<{ run(): Promise<void> }>;
}

/** Every benchmark; each reads its own options from the command line. */
const benchmarks: Readonly<Record<string, Benchmark>> = {
  requests: {
    summary: 'Server CPU, latency and throughput of reads and writes against bare handlers (8 minutes).',
    load: () => import('./requests.ts'),
  },
  lists: {
    summary:
      'Pages, orders, searches, filters, counts and statistics by size of the table, up to a million users (15 minutes).',
    load: () => import('./lists.ts'),
  },
  import: {
    summary:
      'Importing 100,000 users with the command beside a bare INSERT of the same rows, and interrupted (5 minutes).',
    load: () => import('./import.ts'),
  },
  export: {
    summary:
      'Exporting a million users: memory of the server, and users a second beside a bare SELECT (10 minutes).',
    load: () => import('./export.ts'),
  },
  login: {
    summary:
      'What 500 log-ins at once do to everybody else, and how fast they go beside argon2 alone (1 minute).',
    load: () => import('./login.ts'),
  },
  'login-timing': {
    summary:
      'Whether the time of a failing log-in tells why it fails (2 minutes; --long with the longest password).',
    load: () => import('./login-timing.ts'),
  },
};

const usage = [
  'npm run bench -- <name> [options]    (options: npm run bench -- <name> --help)',
  '',
  ...Object.entries(benchmarks).map(([name, { summary }]) => `  ${name.padEnd(14)} ${summary}`),
  '',
].join('\n');

function describe(error: unknown): string {
  if (isWrongOption(error)) return `${error.message}. npm run bench -- <name> --help explains the options.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function main([name]: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h') {
    process.stdout.write(usage);
    return 0;
  }
  const benchmark = name !== undefined && Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
  if (!benchmark) {
    process.stderr.write(name === undefined ? usage : `There is no benchmark "${name}".\n\n${usage}`);
    return 2;
  }
  await (await benchmark.load()).run();
  return 0;
}

main(process.argv.slice(2)).then(
  // Exit at once: a benchmark has closed what it opened, and must not hang on what it forgot.
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${describe(error)}\n`);
    process.exit(isWrongOption(error) ? 2 : 1);
  },
);
