import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** An empty project with the client as the registry would hand it out. */
export interface PackedClient {
  /** The folder of the project. */
  readonly project: string;
  readonly tarball: string;
  /** The folder of the installed package. */
  readonly installed: string;
  /** Runs a program of the repository in the project; what it prints, whether or not it succeeds. */
  run(program: string, ...args: string[]): Promise<{ readonly code: number; readonly output: string }>;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Packs the client with `npm pack` and unpacks it into an empty project. Everything happens in a temporary folder, because
 * other tests may be using the build of the workspace.
 */
export async function installPackedClient(): Promise<PackedClient> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'roster-client-')));
  const [source, project] = [join(folder, 'client'), join(folder, 'project')];
  await cp(join(root, 'tsconfig.base.json'), join(folder, 'tsconfig.base.json'));
  await cp(join(root, 'client'), source, {
    recursive: true,
    filter: (path) => !/\/client\/(dist|node_modules)$/.test(path),
  });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await run('npm', ['pack', '--pack-destination', folder], { cwd: source });
  const [tarball = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  const installed = join(project, 'node_modules/@roster/client');
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', join(folder, tarball), '--strip-components=1', '-C', installed]);
  // The project must find nothing but the package.
  await rm(join(folder, 'node_modules'));
  return {
    project,
    tarball: join(folder, tarball),
    installed,
    async run(program, ...args) {
      const command = program === 'node' ? process.execPath : join(root, 'node_modules/.bin', program);
      try {
        const { stdout, stderr } = await run(command, args, { cwd: project, maxBuffer: 64 * 1024 * 1024 });
        return { code: 0, output: stdout + stderr };
      } catch (error) {
        const { code, stdout, stderr } = Object(error);
        return { code: typeof code === 'number' ? code : 1, output: `${stdout}${stderr}` };
      }
    },
    async write(files) {
      for (const [name, text] of Object.entries(files)) {
        await mkdir(dirname(join(project, name)), { recursive: true });
        await writeFile(join(project, name), text);
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
