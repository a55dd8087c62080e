import type { JsonSchema } from '../../openapi/src/json-schema.ts';
import { answer, type Changes, make, part } from './small-document.ts';

/** The properties of the problem that makeThing answers with. */
function problemFields(document: Parameters<Changes>[0], status: string): Record<string, JsonSchema> {
  return part(make(document).responses[status]?.content?.['application/problem+json']?.schema.properties);
}

/** What breaks callers by what they are sent: the change in words, the report, the change. */
export const breakingAnswers: [name: string, report: string, change: Changes][] = [
  [
    'a field is removed',
    'makeThing: 201: answer.note: can be anything now',
    (d) => delete answer(d).properties.note,
  ],
  [
    'a field is not always there',
    'makeThing: 201: answer.name: can be missing now',
    (d) => void answer(d).required.splice(1, 1),
  ],
  [
    'a field can be null',
    'makeThing: 201: answer.name: can be of type null now',
    (d) => Object.assign(part(answer(d).properties.name), { type: ['string', 'null'] }),
  ],
  [
    'a value is added',
    'makeThing: 201: answer.state: can be "lost" now',
    (d) => part(part(answer(d).properties.state).enum).push('lost'),
  ],
  [
    'a list of values is given up',
    'makeThing: 201: answer.state: can be outside of the list now',
    (d) => delete part(answer(d).properties.state).enum,
  ],
  [
    'a field has another form',
    'makeThing: 201: answer.id: can be of another format now',
    (d) => Object.assign(part(answer(d).properties.id), { format: 'uri' }),
  ],
  [
    'a field has another type',
    'makeThing: 201: answer.note: can be of type integer now',
    (d) => Object.assign(part(answer(d).properties.note), { type: 'integer' }),
  ],
  [
    'a field has several forms',
    'makeThing: 201: answer.note: can be of the variant boolean now',
    (d) =>
      Object.assign(answer(d).properties, { note: { anyOf: [{ type: 'string' }, { type: 'boolean' }] } }),
  ],
  [
    'the answer has another media type',
    'makeThing: 201: is not answered as application/json any more',
    (d) =>
      Object.assign(part(make(d).responses['201']), {
        content: { 'text/plain': { schema: { type: 'string' } } },
      }),
  ],
  [
    'a header is removed',
    'makeThing: 201: the header ETag is gone',
    (d) => delete make(d).responses['201']?.headers,
  ],
  [
    'a header is not always there',
    'makeThing: 201: the header ETag is not always there',
    (d) => Object.assign(part(make(d).responses['201']?.headers?.ETag), { required: false }),
  ],
  [
    'there is another kind of success',
    'makeThing: 202: is a new kind of success',
    (d) => Object.assign(make(d).responses, { '202': {} }),
  ],
  [
    'a kind of success is removed',
    'makeThing: 201: is not answered any more',
    (d) => delete make(d).responses['201'],
  ],
  [
    'a problem loses a field',
    'makeThing: 422: answer.detail: can be missing now',
    (d) =>
      Object.assign(part(make(d).responses['422']?.content?.['application/problem+json']).schema, {
        required: ['code'],
      }),
  ],
  [
    'a problem changes its status',
    'makeThing: 422: colour-refused is answered with 404 now',
    (d) => {
      part(problemFields(d, '422').code).enum = ['validation-failed'];
      part(problemFields(d, '404').code).enum = ['box-not-found', 'colour-refused'];
    },
  ],
  [
    'a named schema is renamed',
    'schema ThingList: is gone, and with it a type of generated clients',
    ({ paths, components: { schemas } }) => {
      schemas.Things = part(schemas.ThingList);
      delete schemas.ThingList;
      part(paths['/things']?.get?.responses['200']).content = {
        'application/json': { schema: { $ref: '#/components/schemas/Things' } },
      };
    },
  ],
];
