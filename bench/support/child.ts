import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Another Node process that answers questions over IPC. */
export interface Child {
  /** Sends a question and waits for the answer, which comes from code of this benchmark. */
  ask<Answer>(question: object, timeoutMs?: number): Promise<Answer>;
  /** Waits until the process has printed something that fits, and returns what the first group caught. */
  waitForOutput(pattern: RegExp, timeoutMs?: number): Promise<string>;
  stop(): Promise<void>;
}

/** How a child is started; nothing of this process's environment is handed on but PATH. */
export interface ChildOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
}

const defaultTimeoutMs = 30_000;
const graceMs = 5_000;

/** Starts a module in a process of its own, which ends with this one because it watches the IPC channel. */
export function startChild(module: URL, { env = {}, nodeOptions = [] }: ChildOptions = {}): Child {
  const child = fork(module, {
    env: { PATH: process.env.PATH, ...env },
    execArgv: [...nodeOptions],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Ctrl-C in the terminal reaches the benchmark only, which then stops its children in order.
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-10_000);
    });
  }
  const ended = once(child, 'exit');
  const failure = ended.then(([code]) => {
    throw new Error(`${module.pathname.split('/').at(-1)} ended with ${code}. Its output:\n${output}`);
  });
  failure.catch(() => undefined);

  function within<T>(timeoutMs: number, what: string, promise: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`${what} took longer than ${timeoutMs} ms`)), timeoutMs);
    });
    return Promise.race([promise, failure, late]).finally(() => clearTimeout(timer));
  }

  return {
    async ask<Answer>(question: object, timeoutMs = defaultTimeoutMs) {
      const answer = once(child, 'message');
      child.send(question);
      const [message] = await within(timeoutMs, 'an answer', answer);
      return message as Answer; // Named by the caller, who knows what the question asks for.
    },
    async waitForOutput(pattern, timeoutMs = defaultTimeoutMs) {
      const found = async (): Promise<string> => {
        for (;;) {
          const match = pattern.exec(output)?.[1];
          if (match !== undefined) return match;
          if (child.stdout) await once(child.stdout, 'data');
        }
      };
      return within(timeoutMs, `waiting for ${pattern}`, found());
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      child.kill('SIGTERM');
      await ended;
      clearTimeout(timer);
    },
  };
}
