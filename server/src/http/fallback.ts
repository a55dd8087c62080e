import { basePath, mapOperations, problems } from '@roster/contract';
import type { Request, Response } from 'express';
import type { Dependencies } from '../dependencies.ts';
import { sendProblem } from './problem-response.ts';
import { Refusal } from './refusal.ts';

interface KnownPath {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

/** Paths outside of the contract that answer to GET. */
const otherPaths = [
  '/health/live',
  '/health/ready',
  '/openapi.json',
  '/openapi.yaml',
  '/docs',
  '/docs/',
  '/problems',
];

function knownPaths(): KnownPath[] {
  const methodsByPath = new Map<string, string[]>(otherPaths.map((path) => [path, ['GET', 'HEAD']]));
  mapOperations(({ method, path }) => {
    const methods = methodsByPath.get(basePath + path) ?? [];
    methodsByPath.set(basePath + path, [...methods, ...(method === 'GET' ? ['GET', 'HEAD'] : [method])]);
  });
  return [...methodsByPath].map(([path, methods]) => ({
    pattern: new RegExp(`^${path.replace(/:\w+/g, '[^/]+').replaceAll('.', '\\.')}$`),
    methods,
  }));
}

/** Answers whatever no route took: 405 with `Allow` where only the method is wrong, otherwise 404. */
export function fallback(dependencies: Pick<Dependencies, 'logger'>) {
  const known = knownPaths();
  return (request: Request, response: Response): void => {
    const path = known.find(({ pattern }) => pattern.test(request.path));
    if (path && !path.methods.includes(request.method)) {
      response.setHeader('Allow', path.methods.join(', '));
      const detail = `This path answers to ${path.methods.join(', ')}.`;
      sendProblem(new Refusal('method-not-allowed', detail), request, response, dependencies);
    } else {
      sendProblem(new Refusal('not-found', problems['not-found'].when), request, response, dependencies);
    }
  };
}
