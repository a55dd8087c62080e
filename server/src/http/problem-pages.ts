import { isProblemCode, type ProblemCode, type ProblemDefinition, problems } from '@roster/contract';
import { type Response, Router } from 'express';
import { escapeHtml, htmlPage, securePage } from './html-page.ts';

/** The pages that the `type` of a problem leads to, for people as HTML, for programs as JSON. */
export function problemPagesRouter(): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/problems', securePage, (request, response) => {
    if (prefersJson(request.accepts(['html', 'json']))) sendJson(response, { data: allProblems() });
    else sendHtml(response, listPage());
  });
  router.get('/problems/:code', securePage, (request, response, next) => {
    const { code } = request.params;
    if (typeof code !== 'string' || !isProblemCode(code)) next();
    else if (prefersJson(request.accepts(['html', 'json']))) sendJson(response, explained(code));
    else sendHtml(response, problemPage(code));
  });
  return router;
}

function prefersJson(type: string | string[] | false): boolean {
  return type === 'json';
}

function sendJson(response: Response, body: object): void {
  response.vary('Accept').json(body);
}

function sendHtml(response: Response, page: string): void {
  response.vary('Accept').type('html').send(page);
}

function explained(code: ProblemCode): ProblemDefinition & { code: ProblemCode } {
  return { code, ...problems[code] };
}

function allProblems() {
  return Object.keys(problems)
    .filter(isProblemCode)
    .map(explained)
    .sort((a, b) => a.status - b.status || (a.code < b.code ? -1 : 1));
}

function problemPage(code: ProblemCode): string {
  const { title, status, when, remedy } = problems[code];
  return htmlPage(
    `${title} (${code})`,
    `<h1>${escapeHtml(title)}</h1>
<p><code>${code}</code>, status ${status}</p>
<dl>
<dt>When does this happen?</dt>
<dd>${escapeHtml(when)}</dd>
<dt>What can I do?</dt>
<dd>${escapeHtml(remedy)}</dd>
</dl>
<p><a href="/problems">All problems</a> · <a href="/docs/">Documentation of the API</a></p>`,
  );
}

function listPage(): string {
  const items = allProblems().map(({ code, status, title }) => {
    return `<li>${status} <a href="/problems/${code}"><code>${code}</code></a>: ${escapeHtml(title)}</li>`;
  });
  return htmlPage(
    'Problems',
    `<h1>Problems</h1>
<p>Everything this service can answer with when a request does not succeed.</p>
<ul>
${items.join('\n')}
</ul>
<p><a href="/docs/">Documentation of the API</a></p>`,
  );
}
