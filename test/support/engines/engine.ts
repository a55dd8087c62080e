/** The engines that the suite runs on, in the order of the summary. */
export const engineNames = ['sqlite', 'mariadb', 'mysql'] as const;

/** One of the engines that the suite runs on. */
export type EngineName = (typeof engineNames)[number];

/** How the binaries of a MySQL-speaking server are called; `chroot` is the folder they live in, if they live in one. */
export interface ServerBinary {
  readonly engine: 'mariadb' | 'mysql';
  readonly serve: readonly string[];
  readonly chroot?: string;
}

/** Where the databases of one engine come from: a private server, a given server, or a folder of files. */
export type EngineSource =
  | { readonly kind: 'private'; readonly binary: ServerBinary }
  | { readonly kind: 'given'; readonly url: string; readonly version: string }
  | { readonly kind: 'files'; readonly parentFolder: string; readonly version: string };

/** An engine that has a vitest project in this run. */
export interface PlannedEngine {
  readonly name: EngineName;
  readonly source: EngineSource;
}

/** An engine that has no vitest project in this run, and why. */
export interface UntestedEngine {
  readonly name: EngineName | 'cluster' | 'browser';
  readonly reason: string;
}

/** What one run tests, what it does not test, and what makes it fail before the first test. */
export interface EnginePlan {
  readonly engines: readonly PlannedEngine[];
  readonly cluster: boolean;
  /** The path of Chromium, where there is one. */
  readonly browser: string | undefined;
  readonly untested: readonly UntestedEngine[];
  readonly problems: readonly string[];
}

/** What a test file needs in order to create databases on its engine. */
export interface TestServer {
  readonly engine: EngineName;
  readonly version: string;
  /** A folder for SQLite, otherwise a `mysql://` URL without a database name. */
  readonly location: string;
  /** Begins the name of every database of this run. */
  readonly prefix: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    enginePlan: EnginePlan;
    testServer: TestServer;
    galera: readonly string[];
    browserPath: string;
  }
}

/** Cuts `10.11.19-MariaDB-0+deb12u1` down to `10.11.19`. */
export function shortVersion(version: string): string {
  return /^\d+(?:\.\d+)*/.exec(version)?.[0] ?? version;
}
