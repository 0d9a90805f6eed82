import stringify from 'fast-json-stable-stringify';
import {
  getNamedType,
  getOperationAST,
  isAbstractType,
  isObjectType,
  Kind,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { isForViewer, isPublic } from '../graphql/index.js';

/** A subscription's document as sharing sees it, worked out once for each text. */
export interface SharedDocument {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** The same for documents that ask the same, whatever their white space and the order of keys in their literals. */
  readonly key: string;
  /** As `key`, for documents that differ in their root field's arguments alone. */
  readonly selectionKey: string;
  /** Nothing in it depends on who asks: all viewers share it. */
  readonly public: boolean;
  /** The variable that carries the cursor and nothing else: it decides where one begins, not what one gets. */
  readonly cursorVariable: string | undefined;
  /** Variables that are used beyond the root field's arguments: what is selected may depend on them. */
  readonly selectionVariables: readonly string[];
}

export function shareable(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): SharedDocument {
  const bare = withoutRootArguments(document);
  return {
    document,
    operationName,
    key: `${operationName ?? ''}\n${print(withSortedKeys(document))}`,
    selectionKey: `${operationName ?? ''}\n${print(withSortedKeys(bare))}`,
    public: asksPublicOnly(schema, document),
    cursorVariable: cursorVariableOf(document, operationName),
    selectionVariables: variablesIn(bare),
  };
}

/** The variables' part of a group's key. */
export function variablesKey(shared: SharedDocument, variables: Readonly<Record<string, unknown>>): string {
  if (!shared.cursorVariable) return stringify(variables);
  const { [shared.cursorVariable]: _, ...others } = variables;
  return stringify(others);
}

/** The variables' part of a key for what is selected. */
export function selectionVariablesKey(
  { selectionVariables }: SharedDocument,
  variables: Readonly<Record<string, unknown>>,
): string {
  return stringify(selectionVariables.map((name) => variables[name]));
}

const byName = (a: { name: { value: string } }, b: { name: { value: string } }) =>
  a.name.value < b.name.value ? -1 : 1;

const withSortedKeys = (document: DocumentNode): DocumentNode =>
  visit(document, {
    Field: (node) => (node.arguments?.length ? { ...node, arguments: node.arguments.toSorted(byName) } : undefined),
    ObjectValue: (node) => ({ ...node, fields: node.fields.toSorted(byName) }),
    OperationDefinition: (node) =>
      node.variableDefinitions?.length
        ? {
            ...node,
            variableDefinitions: node.variableDefinitions.toSorted((a, b) =>
              a.variable.name.value < b.variable.name.value ? -1 : 1,
            ),
          }
        : undefined,
  });

const withoutRootArguments = (document: DocumentNode): DocumentNode => ({
  ...document,
  definitions: document.definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
    const selections = definition.selectionSet.selections.map((selection) =>
      selection.kind === Kind.FIELD ? { ...selection, arguments: [] } : selection,
    );
    return { ...definition, variableDefinitions: [], selectionSet: { ...definition.selectionSet, selections } };
  }),
});

function variablesIn(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, { Variable: (node) => void names.add(node.name.value) });
  return [...names].sort();
}

function asksPublicOnly(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema);
  const root = schema.getSubscriptionType();
  let everyone = true;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: () => {
        const parent = types.getParentType();
        const field = types.getFieldDef();
        if (!parent || !field || field.name.startsWith('__')) return;
        // Of the root, what it answers counts: a feed of orders is nobody else's, whatever is selected of it.
        const type = parent === root ? getNamedType(field.type) : parent;
        if (!visibleToAll(schema, type) || isForViewer(schema, parent, field.name)) everyone = false;
      },
    }),
  );
  return everyone;
}

function visibleToAll(schema: GraphQLSchema, type: GraphQLNamedType): boolean {
  const named = getNamedType(type);
  const objects = isAbstractType(named) ? schema.getPossibleTypes(named) : isObjectType(named) ? [named] : [];
  return objects.every(({ name }) => isPublic(name));
}

function cursorVariableOf(document: DocumentNode, operationName: string | undefined): string | undefined {
  const operation = getOperationAST(document, operationName);
  const field = operation?.selectionSet.selections.find((selection) => selection.kind === Kind.FIELD);
  const value = field?.arguments?.find(({ name }) => name.value === 'after')?.value;
  if (value?.kind !== Kind.VARIABLE) return undefined;
  const name = value.name.value;
  let uses = 0;
  visit(document, { Variable: (node) => void (node.name.value === name && uses++) });
  // Once where it is declared, once as `after`.
  return uses === 2 ? name : undefined;
}
