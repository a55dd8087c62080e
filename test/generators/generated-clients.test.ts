import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { superPassword, superUsername, useService } from '../support/service.ts';
import { type Generator, generators } from './generators.ts';
import { runScript } from './run-script.ts';

const service = useService();

interface Trial {
  readonly generator: Generator;
  readonly missing: string | undefined;
}

const trials: Trial[] = await Promise.all(
  generators.map(async (generator) => ({ generator, missing: await generator.whyNot?.() })),
);

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'roster-generated-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('a client made by', () => {
  for (const { generator, missing } of trials) {
    const title = missing === undefined ? generator.name : `${generator.name} (not tested: ${missing})`;
    it.runIf(missing === undefined)(
      `${title} logs in, creates, pages, sees problems and deletes`,
      async () => {
        const prefix = `generated-${randomBytes(4).toString('hex')}`;
        const env = {
          ROSTER_URL: service().url,
          ROSTER_USERNAME: superUsername,
          ROSTER_PASSWORD: superPassword,
          ROSTER_PREFIX: prefix,
        };
        const printed = await inFolder(async (folder) => {
          await generator.generate(folder, service().url);
          return runScript(generator, folder, env);
        });
        expect(JSON.parse(printed)).toEqual({
          created: [1, 1, 1],
          isPaged: true,
          listed: ['a', 'b', 'c'].map((letter) => `${prefix}.${letter}`),
          status: 422,
          code: 'validation-failed',
          loc: ['body', 'username'],
          missing: 'user-not-found',
        });
      },
    );
  }
});

it.each(generators.filter(({ language }) => language === 'typescript'))(
  'the script for $name needs no cast and no any',
  async ({ script }) => {
    const text = await readFile(new URL(`scripts/${script}`, import.meta.url), 'utf8');
    expect(text).not.toMatch(/\bas\b|\bany\b|@ts-|\w!/);
  },
);
