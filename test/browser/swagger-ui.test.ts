import type { Locator, Page, Response } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openPage, useBrowser } from '../support/browser.ts';
import { documented } from '../support/document.ts';
import { superPassword, superUsername, useService } from '../support/service.ts';

const service = useService();
const browser = useBrowser();

async function openDocs(page: Page, query = ''): Promise<void> {
  await page.goto(`${service().url}/docs/${query}`);
  await page.locator('.opblock').first().waitFor();
}

async function authorize(page: Page): Promise<void> {
  const { accessToken } = await service().anonymous.logIn({
    username: superUsername,
    password: superPassword,
  });
  await page.locator('.auth-wrapper .btn.authorize').click();
  const dialog = page.locator('.dialog-ux');
  const bearer = dialog.locator('form', { hasText: 'bearer' });
  await bearer.locator('input').fill(accessToken);
  await bearer.locator('.btn.authorize').click();
  await bearer.getByText('Logout').waitFor();
  await bearer.locator('.btn-done').click();
}

async function open(page: Page, tag: string, operationId: string): Promise<Locator> {
  const operation = page.locator(`#operations-${tag}-${operationId}`);
  await operation.locator('.opblock-summary-control').click();
  await operation.locator('.btn.execute').waitFor();
  return operation;
}

async function press(page: Page, operation: Locator): Promise<Response> {
  const answered = page.waitForResponse((response) => response.url().includes('/api/v1/'));
  await operation.locator('.btn.execute').click();
  return answered;
}

/** The query parameters that have a default; Swagger UI fills these in. */
function defaultedParameters(): (string | undefined)[] {
  const parameters = documented('listUsers').parameters ?? [];
  return parameters
    .filter(({ schema }) => schema?.default !== undefined)
    .map(({ name }) => name)
    .sort();
}

/** The answer as Swagger UI shows it. */
async function shown(operation: Locator, status: number): Promise<string> {
  const live = operation.locator('.live-responses-table .response');
  await live.locator('.response-col_status', { hasText: String(status) }).waitFor();
  return live.innerText();
}

describe('Swagger UI in a browser', () => {
  it('authorizes, creates a user and shows the 201, and shows a faulty input with its problem', async () => {
    const context = await browser().newContext();
    const { page, misdeeds } = await openPage(context, service().url);
    await openDocs(page);
    await authorize(page);

    const createUser = await open(page, 'Users', 'createUser');
    expect((await press(page, createUser)).status()).toBe(201);
    const created = await shown(createUser, 201);
    expect(created).toContain('"username": "jane"');
    expect(created).toMatch(/location: \/api\/v1\/users\/[0-9a-f-]{36}/);
    expect(created).toMatch(/etag: "[0-9a-f-]{36}\.1"/);
    expect((await service().root.getUser({ user: '@jane' })).email).toBe('jane@example.org');

    await createUser.locator('textarea.body-param__text').fill('{ "username": "x" }');
    expect((await press(page, createUser)).status()).toBe(422);
    const refused = await shown(createUser, 422);
    expect(refused).toContain('"code": "validation-failed"');
    expect(refused).toMatch(/"loc": \[\s*"body",\s*"username"\s*\]/);

    expect(misdeeds).toEqual([]);
    await context.close();
  });

  it('sends no If-Match, no Idempotency-Key and no filter that the reader has not typed', async () => {
    const context = await browser().newContext();
    const { page } = await openPage(context, service().url);
    await openDocs(page);
    await authorize(page);
    const listed = await press(page, await open(page, 'Users', 'listUsers'));
    expect(listed.status()).toBe(200);
    expect([...new URL(listed.url()).searchParams.keys()].sort()).toEqual(defaultedParameters());
    const updated = await press(page, await open(page, 'Sessions', 'updateMe'));
    expect(updated.status()).toBe(200);
    const created = await press(page, await open(page, 'Roles', 'createRole'));
    expect(created.status()).toBe(201);
    for (const answer of [updated, created]) {
      expect(answer.request().headers()).not.toHaveProperty('if-match');
      expect(answer.request().headers()).not.toHaveProperty('idempotency-key');
    }
    await context.close();
  });

  it('remembers the authorization when the page is loaded again', async () => {
    const context = await browser().newContext();
    const { page } = await openPage(context, service().url);
    await openDocs(page);
    await authorize(page);
    await page.reload();
    await page.locator('.opblock').first().waitFor();
    const answer = await press(page, await open(page, 'Sessions', 'getMe'));
    expect(answer.status()).toBe(200);
    await context.close();
  });

  it('shows our document, and asks nobody else, whatever the address says', async () => {
    const context = await browser().newContext();
    const { page, misdeeds } = await openPage(context, service().url);
    const foreign = encodeURIComponent('https://evil.example/openapi.json');
    await openDocs(page, `?url=${foreign}&configUrl=${foreign}&urls.primaryName=evil`);
    expect(await page.locator('.info .title').innerText()).toContain('Roster');
    expect(misdeeds).toEqual([]);
    await context.close();
  });

  it('runs under a policy that stops foreign and inline scripts', async () => {
    const context = await browser().newContext();
    const { page } = await openPage(context, service().url);
    await openDocs(page);
    const outcome = await page.evaluate(() => {
      return new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
        const script = document.createElement('script');
        script.textContent = 'document.title = "inline";';
        document.head.append(script);
      });
    });
    expect(outcome).toBe('script-src-elem');
    expect(await page.title()).toBe('Roster API');
    await context.close();
  });
});
