import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../http/refusal.ts';

/** What a cursor is bound to: it is valid for this list only. */
export interface CursorScope {
  readonly key: Buffer;
  /** The operation and everything that decides which items come in which order. */
  readonly list: string;
}

const macLength = 16;

function macOf(scope: CursorScope, position: string): Buffer {
  const text = JSON.stringify([scope.list, position]);
  return createHmac('sha256', scope.key).update(text).digest().subarray(0, macLength);
}

/** An opaque, authenticated cursor for the position behind the last item of a page. */
export function writeCursor(scope: CursorScope, position: string): string {
  return Buffer.concat([macOf(scope, position), Buffer.from(position)]).toString('base64url');
}

/**
 * The position of a cursor.
 * @throws Refusal `cursor-invalid` when it was altered or belongs to another list
 */
export function readCursor(scope: CursorScope, cursor: string): string {
  const bytes = Buffer.from(cursor, 'base64url');
  const position = bytes.subarray(macLength).toString();
  const isOurs =
    bytes.length > macLength &&
    // Only one spelling of a cursor counts: base64 decoders ignore what does not belong to them.
    bytes.toString('base64url') === cursor &&
    timingSafeEqual(bytes.subarray(0, macLength), macOf(scope, position));
  if (!isOurs) throw new Refusal('cursor-invalid', 'The cursor does not belong to this list.');
  return position;
}
