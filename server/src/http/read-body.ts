import express, { type Request, type Response } from 'express';
import { Refusal } from './refusal.ts';
import { scanJson } from './scan-json.ts';

/** The largest body that is read, in bytes. */
export const maxBodyBytes = 256 * 1024;

const collect = express.raw({ type: () => true, limit: maxBodyBytes, inflate: false });
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const jsonType = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

function unsupported(detail: string): Refusal {
  return new Refusal('unsupported-media-type', detail);
}

/** Body-parser's errors carry a `type`; each of them is one of our problems. */
function bodyRefusal(error: unknown): unknown {
  const type: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'type') : undefined;
  if (type === 'entity.too.large') {
    return new Refusal('payload-too-large', `The body is larger than ${maxBodyBytes} bytes.`);
  }
  if (type === 'encoding.unsupported') return unsupported('The body must not be compressed.');
  if (type === 'request.aborted' || type === 'request.size.invalid') {
    return new Refusal('malformed-request', 'The body ended before its announced length.');
  }
  return error;
}

function collectBytes(request: Request, response: Response): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    collect(request, response, (error?: unknown) => {
      if (error) reject(bodyRefusal(error));
      else resolve(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
    });
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
export async function readJsonBody(request: Request, response: Response): Promise<unknown> {
  const type = request.headers['content-type'];
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (type !== undefined && !jsonType.test(type))
    throw unsupported('The body must be application/json in UTF-8.');
  if (type === undefined && hasBody)
    throw unsupported('The Content-Type header is missing; it must be application/json.');
  const text = decode(await collectBytes(request, response));
  if (text === '') return undefined;
  scanJson(text);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Refusal('malformed-request', 'The body is not valid JSON.', {}, { cause });
  }
}
