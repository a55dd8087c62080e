import { copyFile, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Generator } from './generators.ts';
import { pythonPath } from './python.ts';
import { run } from './run.ts';

const modules = fileURLToPath(new URL('node_modules', import.meta.url));
const scripts = fileURLToPath(new URL('scripts', import.meta.url));

const compilerOptions = {
  target: 'es2023',
  module: 'nodenext',
  lib: ['es2023', 'dom', 'dom.iterable'],
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  outDir: 'dist',
};

/** Compiles the script against the client that was generated into the folder, runs it, and returns what it printed. */
export async function runScript(
  { language, script }: Generator,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  await copyFile(join(scripts, script), join(folder, script));
  const options = { cwd: folder, env };
  switch (language) {
    case 'typescript': {
      await copyFile(join(scripts, 'environment.ts'), join(folder, 'environment.ts'));
      await symlink(modules, join(folder, 'node_modules'));
      await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
      const config = JSON.stringify({ compilerOptions, files: [script] });
      await writeFile(join(folder, 'tsconfig.json'), config);
      await run(join(modules, '.bin/tsc'), [], options);
      return run('node', [join('dist', script.replace(/ts$/, 'js'))], options);
    }
    case 'python':
      return run('python3', [script], { ...options, env: { ...env, PYTHONPATH: pythonPath } });
    case 'java':
      await run('javac', ['-encoding', 'UTF-8', '-d', 'classes', script, 'Client.java'], options);
      return run('java', ['-cp', 'classes', `roster.${basename(script, '.java')}`], options);
  }
}
