/** A request as the client sent it. */
export interface Sent {
  readonly url: string;
  readonly method: string | undefined;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A fetch that records what is sent and answers with what it was given, the last answer again and again. */
export function fakeFetch(...answers: (Response | Error)[]) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (url, init = {}) => {
    const { method, headers, body } = init;
    sent.push({
      url: String(url),
      method,
      headers: new Headers(headers),
      body: typeof body === 'string' ? JSON.parse(body) : body,
    });
    const answer = answers[Math.min(sent.length, answers.length) - 1] ?? json(200, {});
    if (answer instanceof Error) throw answer;
    return answer.clone();
  };
  return { fetch, sent };
}

/** An answer of the service. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}

/** A problem as the service answers with it. */
export function problem(status: number, code: string, more: object = {}): Response {
  const body = {
    type: `/problems/${code}`,
    title: code,
    status,
    detail: 'It happened.',
    instance: '/api/v1',
    code,
    requestId: 'r1',
    ...more,
  };
  return json(status, body, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'X-Request-Id': 'r1',
  });
}

/** An answer without a body. */
export function empty(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers });
}

/** What a proxy puts in the place of an answer. */
export function html(status: number): Response {
  return new Response('<h1>Bad Gateway</h1>', { status, headers: { 'Content-Type': 'text/html' } });
}
