import { convertContract } from '../contract-schemas.ts';
import { clientFile } from './client-file.ts';
import { routesFile } from './routes-file.ts';
import { typesFile } from './types-file.ts';

/** The generated files of the client by name; the same contract always gives the same text. */
export function clientFiles(): Readonly<Record<string, string>> {
  const schemas = convertContract();
  return {
    'client.ts': clientFile(schemas),
    'routes.ts': routesFile(schemas),
    'types.ts': typesFile(schemas),
  };
}
