import { type Io, RefusedError } from './command.ts';

/** Everything that comes on standard input. */
export async function readAll(stdin: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Asks for one line on the terminal and shows nothing of it.
 * @throws RefusedError when Ctrl-C or Ctrl-D is typed
 */
export function askSecret(
  question: string,
  { stdin, stderr }: Pick<Io, 'stdin' | 'stderr'>,
): Promise<string> {
  stderr.write(question);
  // Raw, so that the terminal itself shows nothing; editing is ours then.
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve, reject) => {
    let typed: string[] = [];
    const finish = (settle: () => void) => {
      stdin.off('data', listen);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      settle();
    };
    const listen = (text: string) => {
      for (const letter of text) {
        if (letter === '\r' || letter === '\n') return finish(() => resolve(typed.join('')));
        if (letter === '\u0003' || letter === '\u0004')
          return finish(() => reject(new RefusedError('Nothing was changed.')));
        if (letter === '\u007f' || letter === '\b') typed.pop();
        else if (letter === '\u0015') typed = [];
        else typed.push(letter);
      }
    };
    stdin.on('data', listen);
  });
}
