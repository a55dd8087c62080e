import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBinary } from '../support/engines/find-binary.ts';
import { canImport } from './python.ts';
import { run } from './run.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const programs = join(folder, 'node_modules/.bin');
const redocly = join(folder, '../../node_modules/.bin/redocly');
const document = join(folder, '../../openapi/openapi.json');
const document30 = join(folder, '../../openapi/openapi-3.0.json');
const jar = join(folder, 'node_modules/@openapitools/openapi-generator-cli/bin/openapi-generator.jar');

/** A generator of other people, and the language of its client. */
export interface Generator {
  readonly name: string;
  readonly language: 'typescript' | 'python' | 'java';
  /** The script in `scripts/` that uses the client. */
  readonly script: string;
  /** Generates the client, as `client.ts` or whatever the language asks for, into the folder. */
  generate(into: string, serverUrl: string): Promise<unknown>;
  /** What this machine lacks for it. */
  whyNot?(): Promise<string | undefined>;
}

async function whyNoPython(module: string): Promise<string | undefined> {
  return (await canImport(module)) ? undefined : `no python3 that can import ${module}`;
}

async function whyNo(...binaries: string[]): Promise<string | undefined> {
  for (const name of binaries) if ((await findBinary(name)) === undefined) return `no ${name} found`;
  return undefined;
}

function redoclyGenerator(generator: string, output: string): (into: string) => Promise<unknown> {
  const mode = generator === 'typescript' ? ['--error-mode=result'] : [];
  return (into) =>
    run(redocly, [
      'generate-client',
      document,
      `--output=${join(into, output)}`,
      `--generator=${generator}`,
      ...mode,
    ]);
}

/** Its clients know the address of the service from the moment they are generated. */
async function generateWithOrval(into: string, serverUrl: string): Promise<unknown> {
  const output = { target: join(into, 'client.ts'), client: 'fetch', baseUrl: serverUrl };
  const config = join(into, 'orval.config.cjs');
  await writeFile(config, `module.exports = ${JSON.stringify({ roster: { input: document, output } })};`);
  return run(join(programs, 'orval'), ['--config', config]);
}

/** Every generator that the published document is tried with. */
export const generators: readonly Generator[] = [
  {
    name: 'openapi-typescript with openapi-fetch',
    language: 'typescript',
    script: 'openapi-fetch.ts',
    generate: (into) => run(join(programs, 'openapi-typescript'), [document, '-o', join(into, 'client.ts')]),
  },
  {
    name: 'swagger-typescript-api',
    language: 'typescript',
    script: 'swagger-typescript-api.ts',
    generate: (into) =>
      run(join(programs, 'swagger-typescript-api'), [
        'generate',
        '-p',
        document,
        '-o',
        into,
        '-n',
        'client.ts',
      ]),
  },
  {
    name: 'oazapfts',
    language: 'typescript',
    script: 'oazapfts.ts',
    generate: (into) => run(join(programs, 'oazapfts'), [document, join(into, 'client.ts')]),
  },
  {
    name: 'orval',
    language: 'typescript',
    script: 'orval.ts',
    generate: generateWithOrval,
  },
  {
    name: 'Redocly for TypeScript',
    language: 'typescript',
    script: 'redocly.ts',
    generate: redoclyGenerator('typescript', 'client.ts'),
  },
  {
    name: 'Redocly for Python',
    language: 'python',
    script: 'redocly.py',
    generate: redoclyGenerator('python', 'client.ts'),
    whyNot: () => whyNoPython('httpx'),
  },
  {
    name: 'Redocly for Java',
    language: 'java',
    script: 'RedoclyScript.java',
    generate: redoclyGenerator('java', 'client.ts'),
    whyNot: () => whyNo('javac', 'java'),
  },
  {
    name: 'OpenAPI Generator 5 for Python, from the 3.0 document',
    language: 'python',
    script: 'openapi-generator.py',
    generate: (into) => run('java', ['-jar', jar, 'generate', '-i', document30, '-g', 'python', '-o', into]),
    whyNot: async () => (await whyNo('java')) ?? (await whyNoPython('urllib3, dateutil, six')),
  },
];
