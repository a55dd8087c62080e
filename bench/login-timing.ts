import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@roster/client';
import { parseConfig, startService } from '@roster/server';

const samplesPerClass = 300;
const root = { username: 'root', password: 'a password for the measurement' };
const password = 'correct horse battery staple';

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NaN;
}

/** The share of pairs in which the first is slower; 0.5 if nothing tells them apart. */
function slowerShare(ones: readonly number[], others: readonly number[]): number {
  let slower = 0;
  for (const one of ones) for (const other of others) slower += one > other ? 1 : one === other ? 0.5 : 0;
  return slower / (ones.length * others.length);
}

/** Times one log-in that fails. */
async function time(url: string, username: string, tried: string): Promise<number> {
  const body = JSON.stringify({ username, password: tried });
  const startedAt = performance.now();
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  await answer.arrayBuffer();
  if (answer.status !== 401) throw new Error(`Expected 401, but got ${answer.status}.`);
  return performance.now() - startedAt;
}

/**
 * Measures whether the time of a failing log-in tells why it fails: interleaved samples of every reason, on SQLite and
 * loopback, where the least noise hides a difference.
 */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'roster-bench-'));
  const service = await startService(
    parseConfig({
      DATABASE_URL: `sqlite:${join(folder, 'roster.db')}`,
      PORT: '0',
      LOG_LEVEL: 'silent',
      BOOTSTRAP_SUPER_ADMIN_USERNAME: root.username,
      BOOTSTRAP_SUPER_ADMIN_PASSWORD: root.password,
    }),
  );
  try {
    const { accessToken } = await createClient({ baseUrl: service.url }).logIn(root);
    const admin = createClient({ baseUrl: service.url, token: accessToken });
    await admin.createUser({ username: 'active', password });
    await admin.createUser({ username: 'disabled', password, isActive: false });
    await admin.createUser({ username: 'pending' });
    const wrong = 'not the password at all';
    const classes = [
      { name: 'unknown user', username: 'nobody', tried: wrong, times: [] as number[] },
      { name: 'wrong password', username: 'active', tried: wrong, times: [] as number[] },
      { name: 'disabled', username: 'disabled', tried: wrong, times: [] as number[] },
      { name: 'disabled, right password', username: 'disabled', tried: password, times: [] as number[] },
      { name: 'pending', username: 'pending', tried: wrong, times: [] as number[] },
    ];
    for (let sample = -10; sample < samplesPerClass; sample += 1) {
      for (const { username, tried, times } of classes) {
        const took = await time(service.url, username, tried);
        // The first ones only warm up.
        if (sample >= 0) times.push(took);
      }
    }
    const [reference = []] = classes.map(({ times }) => times);
    console.log('log-in that fails'.padEnd(26), '  median      p5  Δmedian     Δp5  slower');
    for (const { name, times } of classes) {
      const [median, p5] = [quantile(times, 0.5), quantile(times, 0.05)];
      const differences = [median - quantile(reference, 0.5), p5 - quantile(reference, 0.05)];
      const cells = [median, p5, ...differences, slowerShare(times, reference)];
      console.log(name.padEnd(26), ...cells.map((cell) => cell.toFixed(2).padStart(7)));
    }
  } finally {
    await service.stop(1_000);
    await rm(folder, { recursive: true, force: true });
  }
}
