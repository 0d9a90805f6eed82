import { expect, test } from '@jest/globals';
import { createGate } from '../../../src/platform/auth/gate.js';
import { hashPassword, NOBODY, passwordMatches } from '../../../src/platform/auth/index.js';

test('a password matches its own hash alone, and nobody has none', async () => {
  const hash = await hashPassword('correct horse');
  expect(hash).toMatch(/^scrypt\$[\w-]{22}\$[\w-]{43}$/);
  expect(await passwordMatches('correct horse', hash)).toBe(true);
  expect(await passwordMatches('correct horsf', hash)).toBe(false);
  expect(await passwordMatches('', NOBODY)).toBe(false);
  expect(await passwordMatches('x', 'garbage')).toBe(false);
});

test('a gate lets two in at once, keeps three in line in their order, turns the rest away, and opens again', async () => {
  const gate = createGate(2, 3);
  const order: number[] = [];
  let inside = 0;
  let most = 0;
  const enter = (n: number) =>
    gate(async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push(n);
      inside--;
      if (n === 1) throw new Error('its own fault');
    });
  const answers = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6].map(enter));
  const faults = answers.map((a) =>
    a.status === 'rejected' ? ((a.reason as { code?: string }).code ?? 'its own') : null,
  );
  expect(faults).toEqual([null, 'its own', null, null, null, 'BUSY', 'BUSY']);
  expect(order).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
  await enter(7);
  expect(order.at(-1)).toBe(7);
});
