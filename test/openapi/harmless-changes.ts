import { answer, type Changes, list, make, part, problem, request } from './small-document.ts';

/** What callers do not notice: the change in words, the change. */
export const harmlessChanges: [name: string, change: Changes][] = [
  [
    'an operation is added',
    ({ paths }) => Object.assign(paths, { '/boxes': { get: part(paths['/things']?.get) } }),
  ],
  [
    'an optional parameter is added',
    (d) => make(d).parameters.push({ name: 'box', in: 'query', schema: {} }),
  ],
  ['an optional field is added', (d) => Object.assign(request(d).properties, { box: { type: 'string' } })],
  ['a field becomes optional', (d) => void request(d).required.pop()],
  ['a body becomes optional', (d) => Object.assign(part(make(d).requestBody), { required: false })],
  ['a value is accepted besides', (d) => part(part(request(d).properties.colour).enum).push('green')],
  ['a longer text is accepted', (d) => Object.assign(part(request(d).properties.name), { maxLength: 200 })],
  ['a bound is given up', (d) => delete part(request(d).properties.name).minLength],
  ['null is accepted', (d) => Object.assign(part(request(d).properties.size), { type: ['number', 'null'] })],
  ['a greater limit is accepted', (d) => Object.assign(part(list(d).parameters[0]).schema, { maximum: 500 })],
  ['a permission is needed no longer', (d) => Object.assign(make(d), { 'x-required-permission': [] })],
  ['a credential is needed no longer', (d) => Object.assign(make(d), { 'x-required-credential': 'none' })],
  ['an answer gains a field', (d) => Object.assign(answer(d).properties, { size: { type: 'number' } })],
  ['an answer always has a field', (d) => void answer(d).required.push('note')],
  ['an answer has fewer values', (d) => Object.assign(part(answer(d).properties.state), { enum: ['new'] })],
  [
    'an answer gains a header',
    (d) => Object.assign(part(make(d).responses['201']), { headers: { ETag: { required: true }, Age: {} } }),
  ],
  [
    'a status gains a problem',
    (d) =>
      void part(
        make(d).responses['404']?.content?.['application/problem+json']?.schema.properties?.code?.enum,
      ).push('thing-not-found'),
  ],
  [
    'there is a problem with a new status',
    (d) => Object.assign(make(d).responses, { '409': problem('thing-taken') }),
  ],
  ['a problem is never answered', (d) => delete make(d).responses['404']],
  [
    'the same is said with a name',
    ({ components: { schemas } }) => {
      schemas.Name = { type: 'string', minLength: 1, maxLength: 100 };
      part(schemas.MakeThingRequest?.properties).name = { $ref: '#/components/schemas/Name' };
    },
  ],
];
