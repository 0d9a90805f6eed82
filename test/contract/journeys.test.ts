import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import {
  buildSchema,
  Kind,
  parse,
  specifiedRules,
  validate,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql';
import { MAX_TOKENS, validationRules } from '../../src/app/graphql/limits.js';

const FOLDER = 'examples/journeys';
const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
const read = (file: string) => parse(readFileSync(`${FOLDER}/${file}`, 'utf8'), { maxTokens: MAX_TOKENS });
const journeys = readdirSync(FOLDER).map((file): [string, DocumentNode] => [file, read(file)]);
const fragments = journeys.flatMap(([, { definitions }]) =>
  definitions.filter((d): d is FragmentDefinitionNode => d.kind === Kind.FRAGMENT_DEFINITION),
);

/** The fragments that a definition spreads, of whichever file, and those that they spread. */
function spreadBy(definition: DefinitionNode): FragmentDefinitionNode[] {
  const names = new Set<string>();
  visit(definition, { FragmentSpread: ({ name }) => void names.add(name.value) });
  const found = fragments.filter(({ name }) => names.has(name.value));
  return [...new Set([...found, ...found.flatMap(spreadBy)])];
}

test.each(journeys)('%s is valid, and within the limits of a document', (_file, { definitions }) => {
  const operations = definitions.filter((d): d is OperationDefinitionNode => d.kind === Kind.OPERATION_DEFINITION);
  expect(operations.length).toBeGreaterThan(0);
  for (const operation of operations) {
    const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...spreadBy(operation)] };
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
