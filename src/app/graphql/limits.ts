import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** What a document may cost before anything is resolved. Introspection by an IDE needs depth 15; the county's pages need 9. */
export const MAX_TOKENS = 2_000;
const MAX_DEPTH = 15;
const MAX_ALIASES = 30;
const MAX_DIRECTIVES = 20;
/** Fields that a document may ask for when every list is as long as it may be. */
const MAX_FIELDS = 60_000;
/** A list without `first` is bounded by its parent; counted as this many. */
const PLAIN_LIST = 10;

/** Apollo gives every error of a rule its own code; `limit` survives it and becomes the code again when it is answered. */
const tooComplex = (message: string) => new GraphQLError(message, { extensions: { limit: 'QUERY_TOO_COMPLEX' } });

/** Refuses documents that are too deep, alias too much, or multiply their lists too far. */
const limitDocument: ValidationRule = (context: ValidationContext): ASTVisitor => {
  let aliases = 0;
  let directives = 0;
  return {
    Field: (node) => {
      if (node.alias) aliases++;
    },
    Directive: () => void directives++,
    OperationDefinition: {
      leave: (node) => {
        if (aliases > MAX_ALIASES) context.reportError(tooComplex(`At most ${MAX_ALIASES} aliases.`));
        if (directives > MAX_DIRECTIVES) context.reportError(tooComplex(`At most ${MAX_DIRECTIVES} directives.`));
        const cost = measure(node.selectionSet, context, new Set(), 1);
        if (cost.depth > MAX_DEPTH) context.reportError(tooComplex(`At most ${MAX_DEPTH} levels of fields.`));
        if (cost.fields > MAX_FIELDS)
          context.reportError(
            tooComplex(`This could ask for ${cost.fields} fields; at most ${MAX_FIELDS}. Ask for fewer of each list.`),
          );
      },
    },
  };
};

export const validationRules: ValidationRule[] = [limitDocument];

interface Cost {
  depth: number;
  fields: number;
}

function measure(
  set: SelectionSetNode,
  context: ValidationContext,
  inside: ReadonlySet<FragmentDefinitionNode>,
  times: number,
): Cost {
  const cost: Cost = { depth: 0, fields: 0 };
  for (const selection of set.selections) {
    const { depth, fields } =
      selection.kind === Kind.FIELD
        ? measureField(selection, context, inside, times)
        : measureFragment(
            selection.kind === Kind.INLINE_FRAGMENT ? selection : context.getFragment(selection.name.value),
            context,
            inside,
            times,
          );
    cost.depth = Math.max(cost.depth, depth);
    cost.fields += fields;
    // A document this wide is refused anyway; measuring the rest would be the client's lever on our time.
    if (cost.fields > MAX_FIELDS * 1_000) break;
  }
  return cost;
}

function measureField(
  node: FieldNode,
  context: ValidationContext,
  inside: ReadonlySet<FragmentDefinitionNode>,
  times: number,
): Cost {
  if (!node.selectionSet) return { depth: 1, fields: times };
  const below = measure(node.selectionSet, context, inside, times * lengthOf(node));
  return { depth: below.depth + 1, fields: below.fields + times };
}

function measureFragment(
  fragment: { kind: string; selectionSet: SelectionSetNode } | null | undefined,
  context: ValidationContext,
  inside: ReadonlySet<FragmentDefinitionNode>,
  times: number,
): Cost {
  const named = fragment?.kind === Kind.FRAGMENT_DEFINITION ? (fragment as FragmentDefinitionNode) : undefined;
  if (!fragment || (named && inside.has(named))) return { depth: 0, fields: 0 };
  return measure(fragment.selectionSet, context, named ? new Set([...inside, named]) : inside, times);
}

/** `first` as written; a variable counts as the most that `first` may be. */
function lengthOf(node: FieldNode): number {
  const first = node.arguments?.find((argument) => argument.name.value === 'first')?.value;
  if (!first)
    return node.name.value === 'edges' || node.name.value === 'nodes' ? 1 : /s$/.test(node.name.value) ? PLAIN_LIST : 1;
  return first.kind === Kind.INT ? Math.min(100, Math.max(1, Number(first.value))) : 100;
}
