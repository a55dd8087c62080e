/* Lints both published documents with two linters that know nothing of each other, and prints what they found. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const documents = ['openapi/openapi.json', 'openapi/openapi-3.0.json'];

/** Each linter with its arguments, and how to read its findings as lines of text. */
const linters = {
  redocly: {
    args: (file) => ['lint', file, '--config=openapi/redocly.yaml', '--format=json', '--max-problems=10000'],
    findings: (output) =>
      JSON.parse(output).problems.map(
        ({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer})`,
      ),
  },
  spectral: {
    args: (file) => ['lint', file, '--ruleset=openapi/spectral.yaml', '--format=json', '--quiet'],
    findings: (output) =>
      JSON.parse(output).map(({ code, message, path }) => `${code}: ${message} (#/${path.join('/')})`),
  },
};

function lint(linter, file) {
  const program = `${root}node_modules/.bin/${linter}`;
  if (!existsSync(program)) throw new Error(`${linter} is not installed: run npm install.`);
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', NO_UPDATE_NOTIFIER: '1' };
  const options = { cwd: root, env, encoding: 'utf8', maxBuffer: 2 ** 28 };
  const { stdout, stderr, error } = spawnSync(program, linters[linter].args(file), options);
  try {
    if (error) throw error;
    return linters[linter].findings(stdout);
  } catch (cause) {
    throw new Error(`${linter} did not run on ${file}: ${stderr || stdout}`, { cause });
  }
}

let total = 0;
for (const file of documents) {
  for (const linter of Object.keys(linters)) {
    const findings = lint(linter, file);
    total += findings.length;
    console.log(`${linter}: ${findings.length} findings in ${file}`);
    for (const finding of findings.slice(0, 50)) console.log(`  ${finding}`);
  }
}
process.exitCode = total === 0 ? 0 : 1;
