import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express';
import swaggerUi from 'swagger-ui-express';
import { securePage } from './html-page.ts';

const { resolve } = createRequire(import.meta.url);

/** What the page loads; the folder of Swagger UI also holds a page of its own that reads a foreign document. */
const assets = new Set([
  '/favicon-16x16.png',
  '/favicon-32x32.png',
  '/index.css',
  '/swagger-ui-bundle.js',
  '/swagger-ui-init.js',
  '/swagger-ui-standalone-preset.js',
  '/swagger-ui.css',
]);

/** Every path that is answered here. */
export const docsPaths: readonly string[] = [
  '/openapi.json',
  '/openapi.yaml',
  '/openapi-3.0.json',
  '/docs',
  '/docs/',
  ...[...assets].map((file) => `/docs${file}`),
];

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Roster API</title>
<link rel="icon" type="image/png" href="./favicon-32x32.png" sizes="32x32">
<link rel="icon" type="image/png" href="./favicon-16x16.png" sizes="16x16">
<link rel="stylesheet" href="./swagger-ui.css">
<link rel="stylesheet" href="./index.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="./swagger-ui-bundle.js"></script>
<script src="./swagger-ui-standalone-preset.js"></script>
<script src="./swagger-ui-init.js"></script>
</body>
</html>
`;

/** Swagger UI reads no settings from the address, so a link cannot make it show, or send a token to, another service. */
const swaggerUiFiles = swaggerUi.serveFiles(undefined, {
  swaggerUrl: '/openapi.json',
  swaggerOptions: {
    layout: 'BaseLayout',
    persistAuthorization: true,
    queryConfigEnabled: false,
    tryItOutEnabled: true,
    displayRequestDuration: true,
    docExpansion: 'list',
    validatorUrl: null,
  },
});

/** The document of the API as JSON and YAML, for old generators as OpenAPI 3.0, and Swagger UI to read and try it. */
export function docsRouter(): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/openapi.json', sendFile('@roster/openapi/openapi.json', 'application/json'));
  router.get('/openapi.yaml', sendFile('@roster/openapi/openapi.yaml', 'application/yaml'));
  router.get('/openapi-3.0.json', sendFile('@roster/openapi/openapi-3.0.json', 'application/json'));
  router.get('/docs', securePage, (_request, response) => response.redirect(301, '/docs/'));
  router.get('/docs/', securePage, (_request, response) => void response.type('html').send(page));
  router.use('/docs', onlyAssets, securePage, ...swaggerUiFiles);
  return router;
}

function onlyAssets(request: Request, _response: Response, next: NextFunction): void {
  next(assets.has(request.path) ? undefined : 'router');
}

/** Serves a file that is read once. Its tag lets a client that has it already get 304 instead. */
function sendFile(file: string, type: string): RequestHandler {
  const content = readFileSync(resolve(file));
  const tag = `"${createHash('sha256').update(content).digest('base64url')}"`;
  return (request, response) => {
    response.set({
      'Cache-Control': 'no-cache',
      'Content-Type': `${type}; charset=utf-8`,
      ETag: tag,
      'X-Content-Type-Options': 'nosniff',
    });
    if (request.headers['if-none-match'] === tag) response.status(304).end();
    else response.send(content);
  };
}
