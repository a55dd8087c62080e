import * as z from 'zod';
import { problems } from './problems.ts';

export const ValidationError = z
  .strictObject({
    loc: z.array(z.union([z.string(), z.int()])).meta({
      description: 'Path of the fault, with body, query, path or header first.',
      examples: [['body', 'username']],
    }),
    msg: z
      .string()
      .meta({ description: 'The fault for people.', examples: ['Must have at least 3 characters.'] }),
    type: z.string().meta({ description: 'The fault for programs; stable.', examples: ['too_short'] }),
    input: z
      .union([z.string(), z.number(), z.boolean()])
      .optional()
      .meta({ description: 'What was sent; only for short, declared, non-secret fields.', examples: ['ab'] }),
    ctx: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'Figures of the rule that was broken.', examples: [{ minimum: 3 }] }),
  })
  .meta({ id: 'ValidationError', description: 'One fault of the input.' });

/** A problem document (RFC 9457) with the extensions of this service. */
export const Problem = z
  .strictObject({
    type: z.string().meta({
      description: 'URI reference of the page that explains the problem.',
      examples: ['/problems/validation-failed'],
    }),
    title: z.string().meta({
      description: 'What the problem is; the same for every occurrence.',
      examples: ['The input is not valid'],
    }),
    status: z.int().meta({ description: 'The HTTP status.', examples: [422] }),
    detail: z.string().meta({
      description: 'What happened this time.',
      examples: ['body.username: Must have at least 3 characters.'],
    }),
    instance: z.string().meta({ description: 'The path that was asked for.', examples: ['/api/v1/users'] }),
    code: z
      .string()
      .meta({ description: 'The stable name of the problem.', examples: Object.keys(problems).slice(0, 1) }),
    requestId: z.string().meta({
      description: 'The X-Request-Id of the answer.',
      examples: ['0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e71'],
    }),
    missingPermissions: z
      .array(z.string())
      .optional()
      .meta({ description: 'Permissions that the caller lacks.', examples: [['users:grant']] }),
    retryAfterSeconds: z
      .int()
      .optional()
      .meta({ description: 'The same as the Retry-After header, in seconds.', examples: [2] }),
    errors: z.array(ValidationError).optional().meta({ description: 'The faults of the input.' }),
  })
  .meta({ id: 'Problem', description: 'What went wrong (RFC 9457).' });

export type Problem = z.output<typeof Problem>;
export type ValidationError = z.output<typeof ValidationError>;
