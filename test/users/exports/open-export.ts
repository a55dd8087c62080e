import { type IncomingMessage, request } from 'node:http';
import { checkEveryPromise } from '../../http/send.ts';

/** An export whose bytes a test takes when it wants to. */
export interface OpenExport {
  readonly response: IncomingMessage;
  /** Reads what is left; `isWhole` says whether the connection ended as it should. */
  readRest(): Promise<{ text: string; isWhole: boolean }>;
  /** Goes away without reading the rest. */
  leave(): void;
}

/** Begins an export; nothing of its body is read yet. */
export function openExport(baseUrl: string, token: string, query = '', method = 'GET'): Promise<OpenExport> {
  const url = `${baseUrl}/api/v1/users-export${query}`;
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${token}` };
    const outgoing = request(url, { method, headers, agent: false }, (response) => {
      resolve({
        response,
        leave: () => outgoing.destroy(),
        readRest: () => readRest(response, url, method),
      });
    });
    outgoing.once('error', reject);
    outgoing.on('error', () => {});
    outgoing.end();
  });
}

async function readRest(response: IncomingMessage, url: string, method: string) {
  const chunks: Buffer[] = [];
  let isWhole = true;
  try {
    for await (const chunk of response) chunks.push(chunk);
  } catch {
    isWhole = false;
  }
  const text = Buffer.concat(chunks).toString('utf8');
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(response.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  const status = response.statusCode ?? 0;
  // What was cut off is not what the document says, and is not meant to be.
  if (isWhole) await checkEveryPromise({ method, url, status, headers, text });
  return { text, isWhole };
}
