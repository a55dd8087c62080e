import { parseArgs } from 'node:util';
import { newSqliteUrl } from './support/bench-database.ts';
import { type Cleanup, withCleanup } from './support/cleanup.ts';
import { describeMachine, writeResult } from './support/results.ts';
import { type Roster, startRoster } from './support/roster.ts';
import { quantile } from './support/statistics.ts';

const samplesPerClass = 300;
const warmUps = 10;
const maxMedianDifferenceMs = 3;
const password = 'correct horse battery staple';
/** All these log-ins fail, on purpose. */
const manyFailures = {
  LOG_LEVEL: 'fatal',
  THROTTLE_NAME_AND_SOURCE_MAX: '1000000',
  THROTTLE_SOURCE_MAX: '1000000',
  THROTTLE_NAME_MAX: '1000000',
};
const usage = `npm run bench -- login-timing [options]

  --long  with a password of 256 characters; writes nothing, and without it a file in bench/results
`;

/** The share of pairs in which the first is slower; 0.5 if nothing tells them apart. */
function slowerShare(ones: readonly number[], others: readonly number[]): number {
  let slower = 0;
  for (const one of ones) for (const other of others) slower += one > other ? 1 : one === other ? 0.5 : 0;
  return slower / (ones.length * others.length);
}

/** A reason for which log-ins fail, and how long they took. */
interface Reason {
  readonly name: string;
  readonly username: string;
  readonly tried: string;
  readonly times: number[];
}

/** Times one log-in that fails, and gives what its answer says. */
async function time(port: number, { username, tried }: Reason): Promise<{ took: number; text: string }> {
  const body = JSON.stringify({ username, password: tried });
  const startedAt = performance.now();
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const text = await answer.text();
  const took = performance.now() - startedAt;
  if (answer.status !== 401) throw new Error(`Expected 401, but got ${answer.status}.`);
  return { took, text: text.replace(answer.headers.get('x-request-id') ?? '', '') };
}

/** Makes an account for each reason. */
async function makeReasons({ client: admin }: Roster, wrong: string): Promise<Reason[]> {
  await admin.createUser({ username: 'active', password });
  await admin.createUser({ username: 'disabled', password, isActive: false });
  await admin.createUser({ username: 'pending' });
  await admin.createUser({ username: 'passwordless', did: 'did:web:example.org' });
  const reason = (name: string, username: string, tried = wrong): Reason => ({
    name,
    username,
    tried,
    times: [],
  });
  return [
    reason('unknown user', 'nobody'),
    reason('wrong password', 'active'),
    reason('disabled', 'disabled'),
    reason('disabled, right password', 'disabled', password),
    reason('pending', 'pending'),
    reason('no password', 'passwordless'),
  ];
}

async function sample(port: number, reasons: readonly Reason[]): Promise<void> {
  const texts = new Set<string>();
  for (let round = -warmUps; round < samplesPerClass; round += 1) {
    // In another order each time, so that none always follows the same one.
    const shift = (round + warmUps) % reasons.length;
    for (const reason of [...reasons.slice(shift), ...reasons.slice(0, shift)]) {
      const { took, text } = await time(port, reason);
      texts.add(text);
      if (round >= 0) reason.times.push(took);
    }
  }
  if (texts.size > 1) throw new Error(`The answers differ: ${[...texts].join('\n')}`);
}

const toTwo = (value: number) => Number(value.toFixed(2));

/** What tells the reasons apart, if anything does; the first is what the others are compared with. */
function summarize(reasons: readonly Reason[]) {
  const sorted = reasons.map(({ name, times }) => ({ name, times: times.toSorted((a, b) => a - b) }));
  const reference = sorted[0]?.times ?? [];
  return sorted.map(({ name, times }) => ({
    name,
    medianMs: toTwo(quantile(times, 0.5)),
    p5Ms: toTwo(quantile(times, 0.05)),
    medianDifferenceMs: toTwo(quantile(times, 0.5) - quantile(reference, 0.5)),
    p5DifferenceMs: toTwo(quantile(times, 0.05) - quantile(reference, 0.05)),
    slowerShare: toTwo(slowerShare(times, reference)),
  }));
}

function print(rows: ReturnType<typeof summarize>): void {
  console.log('log-in that fails'.padEnd(26), ' median      p5 Δmedian     Δp5  slower');
  for (const { name, ...figures } of rows) {
    const cells = Object.values(figures).map((cell) => cell.toFixed(2).padStart(7));
    console.log(name.padEnd(26), ...cells);
  }
  const largest = Math.max(...rows.map(({ medianDifferenceMs }) => Math.abs(medianDifferenceMs)));
  const verdict = largest <= maxMedianDifferenceMs ? 'kept' : 'MISSED';
  console.log(`medians within ${maxMedianDifferenceMs} ms: ${verdict}; all answers are equal`);
}

async function measure(isLong: boolean, cleanup: Cleanup): Promise<void> {
  const roster = await startRoster(await newSqliteUrl(cleanup), cleanup, manyFailures);
  const reasons = await makeReasons(roster, isLong ? 'x'.repeat(256) : 'not the password at all');
  await sample(roster.port, reasons);
  const rows = summarize(reasons);
  print(rows);
  if (isLong) return;
  await writeResult('login-timing.json', {
    ...describeMachine(),
    samplesPerReason: samplesPerClass,
    reasons: rows,
  });
}

/**
 * Measures whether the time of a failing log-in tells why it fails: interleaved samples of every reason, on SQLite and
 * loopback, where the least noise hides a difference.
 */
export async function run(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      long: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  await withCleanup((cleanup) => measure(values.long, cleanup));
}
