import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const ask = async (headers: Record<string, string>, query: string) => {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, answer: await response.json() };
};

test('a token that does not hold is 401 with its code, and says nothing else', async () => {
  expect(await ask({ authorization: 'Bearer forged' }, '{ viewer { role } }')).toEqual({
    status: 401,
    answer: {
      errors: [
        {
          message: 'This token is not valid, or not any more: sign in again.',
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    },
  });
});

test('a visitor who asks for more than a visitor may see is asked to sign in: the request itself was in order', async () => {
  const { status, answer } = await ask({}, '{ viewer { role } orders { totalCount } }');
  expect(status).toBe(200);
  expect(answer).toEqual({
    data: null,
    errors: [expect.objectContaining({ path: ['orders'], extensions: { code: 'UNAUTHENTICATED' } })],
  });
});
