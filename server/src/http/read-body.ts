import { maxBodyBytes } from '@roster/contract';
import type { Request } from 'express';
import { Refusal } from './refusal.ts';
import { scanJson } from './scan-json.ts';

/** Of a body as long as nearly all operations take; a longer one may hold more in proportion. */
const maxKeys = 5_000;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const jsonType = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

function unsupported(detail: string): Refusal {
  return new Refusal('unsupported-media-type', detail);
}

/**
 * Collects the bytes of the body. Body-parser would read a body that is too large to its end before it says so, however
 * long that takes; here the refusal is answered at once, and what still arrives is thrown away.
 */
function collectBytes(request: Request, limit: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    const refuse = () => reject(new Refusal('payload-too-large', `The body is larger than ${limit} bytes.`));
    const abort = () =>
      reject(new Refusal('malformed-request', 'The body ended before its announced length.'));
    if (announced > limit) return refuse();
    if (request.destroyed) return abort();
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) refuse();
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks, length)));
    // Settling twice has no effect: after the end this closes nothing.
    request.on('close', abort);
    request.on('error', abort);
  });
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new Refusal('malformed-request', 'The body is not valid UTF-8.', {}, { cause });
  }
}

/**
 * Reads and parses the JSON body of a request; undefined if there is none.
 * @throws Refusal `malformed-request`, `payload-too-large` or `unsupported-media-type`
 */
export async function readJsonBody(request: Request, limit = maxBodyBytes): Promise<unknown> {
  const type = request.headers['content-type'];
  const encoding = request.headers['content-encoding'];
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (type !== undefined && !jsonType.test(type))
    throw unsupported('The body must be application/json in UTF-8.');
  if (type === undefined && hasBody)
    throw unsupported('The Content-Type header is missing; it must be application/json.');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw unsupported('The body must not be compressed.');
  const text = decode(await collectBytes(request, limit));
  if (text === '') return undefined;
  scanJson(text, Math.ceil((maxKeys * limit) / maxBodyBytes));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Refusal('malformed-request', 'The body is not valid JSON.', {}, { cause });
  }
}
