import { type Changes, list, make, part, request } from './small-document.ts';

/** What breaks callers by what they send: the change in words, the report, the change. */
export const breakingRequests: [name: string, report: string, change: Changes][] = [
  ['an operation is removed', 'listThings: GET /things is gone', ({ paths }) => delete paths['/things']?.get],
  [
    'an operation is renamed',
    'listThings: is called findThings now',
    (d) => Object.assign(list(d), { operationId: 'findThings' }),
  ],
  [
    'a credential is needed',
    'listThings: needs a stronger credential (any)',
    (d) => Object.assign(list(d), { 'x-required-credential': 'any' }),
  ],
  [
    'a session is needed',
    'makeThing: needs a stronger credential (session)',
    (d) => Object.assign(make(d), { 'x-required-credential': 'session' }),
  ],
  [
    'a permission is needed',
    'makeThing: needs things:own',
    (d) => make(d)['x-required-permission'].push('things:own'),
  ],
  [
    'a field needs a permission',
    'makeThing: needs more for the field colour',
    (d) => Object.assign(make(d), { 'x-field-permissions': { colour: { permission: 'things:paint' } } }),
  ],
  [
    'a required parameter is added',
    'makeThing: query parameter box: is required now',
    (d) => make(d).parameters.push({ name: 'box', in: 'query', required: true, schema: {} }),
  ],
  ['a parameter is removed', 'listThings: query parameter limit: is gone', (d) => list(d).parameters.pop()],
  [
    'a parameter is bounded more closely',
    'listThings: query parameter limit: cannot be beyond maximum 100 any more',
    (d) => Object.assign(part(list(d).parameters[0]).schema, { maximum: 100 }),
  ],
  [
    'a parameter gets another default',
    'listThings: query parameter limit: has another default',
    (d) => Object.assign(part(list(d).parameters[0]).schema, { default: 20 }),
  ],
  [
    'a body is needed',
    'listThings: body: is required now',
    (d) => Object.assign(list(d), { requestBody: { required: true, content: {} } }),
  ],
  ['a body is removed', 'makeThing: body: is gone', (d) => delete make(d).requestBody],
  [
    'a field becomes required',
    'makeThing: body.colour: cannot be missing any more',
    (d) => request(d).required.push('colour'),
  ],
  [
    'a field is removed',
    'makeThing: body.size: cannot be there any more',
    (d) => delete request(d).properties.size,
  ],
  [
    'a value is removed',
    'makeThing: body.colour: cannot be "blue" any more',
    (d) => Object.assign(part(request(d).properties.colour), { enum: ['red', null] }),
  ],
  [
    'null is refused',
    'makeThing: body.colour: cannot be of type null any more',
    (d) => Object.assign(part(request(d).properties.colour), { type: 'string' }),
  ],
  [
    'a number must be whole',
    'makeThing: body.size: cannot be of type number any more',
    (d) => Object.assign(part(request(d).properties.size), { type: 'integer' }),
  ],
  [
    'a text must be shorter',
    'makeThing: body.name: cannot be beyond maxLength 50 any more',
    (d) => Object.assign(part(request(d).properties.name), { maxLength: 50 }),
  ],
  [
    'a text must be longer',
    'makeThing: body.name: cannot be beyond minLength 3 any more',
    (d) => Object.assign(part(request(d).properties.name), { minLength: 3 }),
  ],
  [
    'a text must have a form',
    'makeThing: body.name: cannot be of another pattern any more',
    (d) => Object.assign(part(request(d).properties.name), { pattern: '^a' }),
  ],
  [
    'the items of a list are restricted',
    'makeThing: body.tags[]: cannot be beyond maxLength 9 any more',
    (d) => Object.assign(part(request(d).properties.tags), { items: { type: 'string', maxLength: 9 } }),
  ],
  [
    'a list may not repeat itself',
    'makeThing: body.tags: cannot be repetitive any more',
    (d) => Object.assign(part(request(d).properties.tags), { uniqueItems: true }),
  ],
];
