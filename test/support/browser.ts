import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';

/** Waiting never ends a test early: a step that does not come is ended by the time limit of the test. */
const patienceMs = 240_000;

/** One headless Chromium for all tests of a file; the getter works inside of tests. */
export function useBrowser(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: inject('browserPath'),
      timeout: patienceMs,
      args: [
        // The shared memory of containers is too small for it.
        '--disable-dev-shm-usage',
        // Chromium's sandbox refuses to run as root.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    });
  });
  afterAll(() => browser?.close());
  return () => {
    if (!browser) throw new Error('The browser is only there inside of tests.');
    return browser;
  };
}

/** A page, and what it should not have done: requests to other places, breaches of its policy, errors. */
export interface WatchedPage {
  readonly page: Page;
  readonly misdeeds: readonly string[];
}

/** Opens a page that is watched: whatever it asks of another origin, and every error that is not an answer, is kept. */
export async function openPage(context: BrowserContext, origin: string): Promise<WatchedPage> {
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const misdeeds: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) misdeeds.push(`asked for ${url}`);
  });
  page.on('pageerror', (error) => misdeeds.push(String(error)));
  page.on('console', (message) => {
    // Chromium reports every 4xx as an error of the console; the page shows them as answers.
    const isAnswer = /the server responded with a status of 4\d\d/.test(message.text());
    if (message.type() === 'error' && !isAnswer) misdeeds.push(message.text());
  });
  return { page, misdeeds };
}
