import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import {
  buildSchema,
  Kind,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';
import { MAX_TOKENS, validationRules } from '../../src/app/graphql/limits.js';

const FOLDER = 'examples/journeys';
const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
const read = (file: string) => parse(readFileSync(`${FOLDER}/${file}`, 'utf8'), { maxTokens: MAX_TOKENS });
const journeys = readdirSync(FOLDER).map((file): [string, DocumentNode] => [file, read(file)]);
const fragments = journeys.flatMap(([, { definitions }]) =>
  definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION),
);

test.each(journeys)('%s is valid, and within the limits of a document', (_file, { definitions }) => {
  const operations = definitions.filter((d): d is OperationDefinitionNode => d.kind === Kind.OPERATION_DEFINITION);
  expect(operations.length).toBeGreaterThan(0);
  for (const operation of operations) {
    const spread = JSON.stringify(operation).includes('"FragmentSpread"') ? fragments : [];
    const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...spread] };
    expect(validate(schema, document, [...specifiedRules, ...validationRules])).toEqual([]);
  }
});

test('each operation has a name of its own', () => {
  const names = journeys.flatMap(([, { definitions }]) =>
    definitions.flatMap((d) => (d.kind === Kind.OPERATION_DEFINITION ? [d.name?.value] : [])),
  );
  expect(names.length).toBe(new Set(names).size);
  expect(names).not.toContain(undefined);
});
