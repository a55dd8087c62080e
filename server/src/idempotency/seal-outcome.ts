import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SealedAnswer } from '../http/handler.ts';
import type { KeyedRequest } from './keyed-request.ts';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts an answer, which may hold a secret that is shown only once, so that only the client's key opens it. */
export function sealOutcome({ id, sealingSecret }: KeyedRequest, answer: SealedAnswer): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, sealingSecret, nonce).setAAD(Buffer.from(id));
  const text = JSON.stringify({ ...answer, payload: answer.payload ?? null });
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** @throws Error if the text was not sealed for this request, or was altered since */
export function openOutcome({ id, sealingSecret }: KeyedRequest, text: string): SealedAnswer {
  const bytes = Buffer.from(text, 'base64');
  const decipher = createDecipheriv(algorithm, sealingSecret, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(id)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  const opened = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
  // The tag proves that this is what was sealed.
  const answer = JSON.parse(opened.toString('utf8')) as SealedAnswer & { readonly payload: string | null };
  return { ...answer, payload: answer.payload ?? undefined, isReplay: true };
}
