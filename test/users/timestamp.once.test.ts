import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { timestamp } from '../../server/src/http/timestamp.ts';

const largestMoment = 8_640_000_000_000_000;

it('writes every moment as Date does', async () => {
  const anyMoment = fc.integer({ min: -largestMoment, max: largestMoment });
  const recentMoment = fc.integer({ min: 0, max: 4_102_444_800_000 });
  const moments = fc.array(fc.oneof(anyMoment, recentMoment), { maxLength: 50 });
  await fc.assert(
    fc.property(moments, (all) => {
      for (const moment of all) expect(timestamp(moment)).toBe(new Date(moment).toISOString());
    }),
  );
});
