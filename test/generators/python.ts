import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

/** Where `scripts/install-generators.sh` puts the packages that generated clients need. */
export const pythonPath = fileURLToPath(new URL('node_modules/.python', import.meta.url));

/** True if python3 is there and finds these modules. */
export async function canImport(modules: string): Promise<boolean> {
  return run('python3', ['-c', `import ${modules}`], { env: { PYTHONPATH: pythonPath } }).then(
    () => true,
    () => false,
  );
}
