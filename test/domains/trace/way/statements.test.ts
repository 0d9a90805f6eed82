import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { countStatements } from '../../../contract/statements.js';
import { startApp, type TestApp } from '../../../kit/app.js';
import { newKey } from '../../../kit/goods.js';
import { deepWay } from './deep-way.js';

const JOURNEY = readFileSync('examples/journeys/trace-a-code.graphql', 'utf8');

let app: TestApp;
let statementsOf: (id: string) => readonly string[];
beforeAll(async () => {
  app = await startApp();
  statementsOf = countStatements(app);
});
afterAll(() => app.stop());

async function asked(code: string) {
  const id = newKey();
  const headers = { 'content-type': 'application/json', 'x-request-id': id };
  const body = JSON.stringify({ query: JOURNEY, operationName: 'TraceACode', variables: { code } });
  const { data, errors } = (await (await fetch(`${app.url}/graphql`, { method: 'POST', headers, body })).json()) as {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked into freely, their values are asserted
    data: any;
    errors?: object[];
  };
  expect(errors).toBeUndefined();
  return { trace: data.trace, texts: statementsOf(id) };
}

test('a way of 10,000 events and ten levels takes as many statements as one of twenty, and all of them are five', async () => {
  const [small, deep] = [
    await deepWay(app, { levels: 2, width: 2, steps: 4 }),
    await deepWay(app, { levels: 10, width: 100, steps: 10 }),
  ];
  const few = await asked(small);
  const many = await asked(deep);
  expect([few.trace.originCount, few.trace.steps.totalCount, few.trace.inputUses.length]).toEqual([4, 20, 2]);
  expect([many.trace.originCount, many.trace.steps.totalCount]).toEqual([1_000, 10_010]);
  // What has no page is cut, and says how much there is.
  expect([many.trace.origins.length, many.trace.steps.nodes.length, many.trace.inputUses.length]).toEqual([
    500, 100, 100,
  ]);
  const names = (texts: readonly string[]) => texts.map((text) => text.replace(/\s+/g, ' ').slice(0, 60)).toSorted();
  expect(names(many.texts)).toEqual(names(few.texts));
  expect(many.texts.length).toBe(5);
});
