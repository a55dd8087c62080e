import { expect, it } from 'vitest';
import { createCrowd } from '../../server/src/http/crowd.ts';

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

it('a crowd goes on a few at a time, in order, and other work has its turns in between', async () => {
  const crowd = createCrowd(3);
  const entered: number[] = [];
  for (let index = 0; index < 8; index += 1) void crowd.pass().then(() => entered.push(index));
  const after: number[][] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    await nextTurn();
    after.push([...entered]);
  }
  expect(after).toEqual([
    [0, 1, 2],
    [0, 1, 2, 3, 4, 5],
    [0, 1, 2, 3, 4, 5, 6, 7],
    [0, 1, 2, 3, 4, 5, 6, 7],
  ]);
});

it('whoever comes alone goes on in the next turn, again and again', async () => {
  const crowd = createCrowd(1);
  for (let times = 0; times < 3; times += 1) {
    let hasEntered = false;
    void crowd.pass().then(() => {
      hasEntered = true;
    });
    expect(hasEntered).toBe(false);
    await nextTurn();
    expect(hasEntered).toBe(true);
  }
});
