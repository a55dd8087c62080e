import { parse as parseQuery } from 'node:querystring';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Dependencies } from './dependencies.ts';
import { handlers } from './handlers.ts';
import { docsRouter } from './http/docs.ts';
import { fallback } from './http/fallback.ts';
import { healthRouter, type Readiness } from './http/health.ts';
import { mountContract } from './http/mount-contract.ts';
import { problemPagesRouter } from './http/problem-pages.ts';
import { sendProblem } from './http/problem-response.ts';
import { Refusal } from './http/refusal.ts';
import { noteSource, setCommonHeaders } from './http/request-context.ts';
import { createSourceReader } from './http/source-address.ts';

const maxUrlLength = 8_192;

/** The Express application; it does not listen. */
export function createApp(dependencies: Dependencies, readiness: Readiness = { isStopping: false }): Express {
  const app = express();
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.disable('x-powered-by');
  app.disable('etag');
  // Repeated parameters become arrays, which no schema takes for a single value; nothing is lost silently.
  app.set('query parser', (text: string) => parseQuery(text, '&', '=', { maxKeys: 0 }));

  const refuse = fallback(dependencies);
  const readSource = createSourceReader(dependencies);

  app.use((request: Request, response: Response, next: NextFunction) => {
    noteSource(request, readSource(request));
    setCommonHeaders(request, response);
    if (readiness.isStopping) response.setHeader('Connection', 'close');
    if (request.headers.host === undefined && request.httpVersion === '1.1') {
      next(new Refusal('malformed-request', 'The Host header is missing.'));
    } else if (request.url.length > maxUrlLength) {
      next(new Refusal('uri-too-long', `The URL is longer than ${maxUrlLength} bytes.`));
    } else if (request.method === 'OPTIONS') {
      // Routers answer this themselves otherwise, with 200 and the methods as a text.
      refuse(request, response);
    } else {
      next();
    }
  });
  mountContract(app, handlers, dependencies);
  app.use(healthRouter(dependencies, readiness));
  app.use(problemPagesRouter());
  if (dependencies.config.docs) app.use(docsRouter());
  app.use(refuse);
  // Express recognizes a handler of errors by its four parameters.
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    sendProblem(error, request, response, dependencies);
  });
  return app;
}
