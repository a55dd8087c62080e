import { finished, Readable } from 'node:stream';
import { type Operation, type StreamDefinition, streamMediaTypes } from '@roster/contract';
import type { Request, Response } from 'express';
import * as z from 'zod';
import type { Dependencies } from '../dependencies.ts';
import type { StreamedAnswer } from './handler.ts';
import { toRefusal } from './problem-response.ts';
import { readAhead } from './read-ahead.ts';
import { Refusal } from './refusal.ts';
import { sourceOf } from './request-context.ts';
import { resetConnection } from './reset-connection.ts';
import { type StreamWriter, streamWriter } from './stream-forms.ts';

/** Each keeps up to three pages in memory, and a reader may take as long as they like. */
const maxAtOnce = 4;
/** Of one user: who reads slowly, or again and again, leaves places for others. */
const maxOfOne = 2;
const retryAfterSeconds = 5;

/** The request that a stream answers. */
export interface StreamExchange {
  readonly req: Request;
  readonly res: Response;
  /** The user whose request it is. */
  readonly userId: string | undefined;
  /**
   * Looks at the caller again, when a page but the first was read and before it is sent.
   * @throws Refusal if they may not have it any more
   */
  lookAgain(): Promise<void>;
}

/** True for an answer that is to be sent page by page. */
export function isStreamed(answer: object): answer is StreamedAnswer {
  return 'pages' in answer;
}

/**
 * Makes the function that turns the pages of an operation into the bytes of its answer. Each item is checked against the
 * contract before it is sent. The pages are asked for one by one, as fast as the caller takes them, and one ahead.
 * @throws Refusal `overloaded` when too many are under way, or whatever the first page fails with: what comes later
 * aborts the connection
 */
export function answerStreamer(
  { operationId, success }: Operation,
  { config, logger }: Pick<Dependencies, 'config' | 'logger'>,
) {
  const { stream } = success;
  const schema = stream && z.compile(stream.item);
  const underWay: (string | undefined)[] = [];
  return async (
    answer: StreamedAnswer,
    { req, res, userId, lookAgain }: StreamExchange,
  ): Promise<Readable> => {
    if (!stream || !schema) throw new Error(`${operationId} answers with a stream that is not declared.`);
    const hasTooMany = underWay.filter((id) => id === userId).length >= maxOfOne;
    if (hasTooMany || underWay.length >= maxAtOnce) {
      const detail = hasTooMany
        ? `${maxOfOne} such streams are under way for you already.`
        : `${maxAtOnce} such streams are under way already.`;
      throw new Refusal('overloaded', detail, { retryAfterSeconds });
    }
    underWay.push(userId);
    // Also for a caller who has gone away by now.
    finished(res, () => {
      underWay.splice(underWay.indexOf(userId), 1);
    });
    const writer = streamWriter(answer.format, Object.keys(stream.item.shape));
    const texts = textsOf(answer.pages, writer, (item) => schema.parse(item), lookAgain);
    const first = await texts.next();
    setHeaders(res, answer, stream);
    if (req.method === 'HEAD') {
      await texts.return();
      return Readable.from([]);
    }
    const body = Readable.from(joined(first, texts), { objectMode: false });
    const abort = (error: unknown) => {
      if (req.socket.destroyed) return;
      const { code } = toRefusal(error);
      logger.warn({ err: error, code, requestId: sourceOf(req).requestId }, 'a stream was aborted');
      resetConnection(req.socket);
    };
    body.once('error', abort);
    // Nobody would take what was read already, nor let go of it; the caller may have left during the first page.
    finished(res, () => body.destroy());
    res.setTimeout(config.stalledReaderMs, () => {
      // While a page is read nothing is on its way, and the caller cannot help it.
      if (res.writableLength > 0) abort(new Error('The reader of a stream does not take it.'));
    });
    return body;
  };
}

function setHeaders(response: Response, { format }: StreamedAnswer, { fileName }: StreamDefinition): void {
  const parameters = format === 'csv' ? '; charset=utf-8; header=present' : '; charset=utf-8';
  response.setHeader('Content-Type', streamMediaTypes[format] + parameters);
  response.setHeader('Content-Disposition', `attachment; filename="${fileName}.${format}"`);
}

/** A text for each page, which may be empty: only between two texts can a stream be ended from outside. */
async function* textsOf(
  pages: AsyncIterable<readonly unknown[]>,
  writer: StreamWriter,
  check: (item: unknown) => Readonly<Record<string, unknown>>,
  lookAgain: () => Promise<void>,
): AsyncGenerator<string, void, undefined> {
  let count = 0;
  let head = writer.head();
  for await (const page of readAhead(pages, lookAgain)) {
    yield head + page.map((item) => writer.item(check(item))).join('');
    count += page.length;
    head = '';
  }
  yield head + writer.end(count);
}

async function* joined(
  first: IteratorResult<string, void>,
  rest: AsyncGenerator<string, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  if (!first.done) yield first.value;
  yield* rest;
}
