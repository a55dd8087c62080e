import { basePath, mapOperations, problems } from '@roster/contract';
import type { Request, Response } from 'express';
import type { Dependencies } from '../dependencies.ts';
import { docsPaths } from './docs.ts';
import { sendProblem } from './problem-response.ts';
import { Refusal } from './refusal.ts';

interface KnownPath {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

/** Paths outside of the contract that answer to GET. */
function otherPaths(hasDocs: boolean): string[] {
  const problemPages = Object.keys(problems).map((code) => `/problems/${code}`);
  return ['/health/live', '/health/ready', '/problems', ...problemPages, ...(hasDocs ? docsPaths : [])];
}

function knownPaths(hasDocs: boolean): KnownPath[] {
  const methodsByPath = new Map<string, string[]>(otherPaths(hasDocs).map((path) => [path, ['GET', 'HEAD']]));
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
export function fallback(dependencies: Pick<Dependencies, 'logger' | 'config'>) {
  const known = knownPaths(dependencies.config.docs);
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
