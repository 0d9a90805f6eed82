import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';

/** What a field's sub-selection asks for: field name → its node, how often it was named, and what is below it. */
export interface Selection {
  readonly [field: string]: { readonly node: FieldNode; readonly times: number; readonly below: Selection };
}

type Draft = Record<string, { node: FieldNode; times: number; below: Draft }>;

const memo = new WeakMap<FieldNode, Selection>();

/**
 * The selection below the field being resolved, through fragments and aliases. @skip and @include are ignored: reading too
 * much is only slower. Computed once per document, since documents are cached by the server.
 */
export function selectionOf(info: GraphQLResolveInfo): Selection {
  const only = info.fieldNodes.length === 1 ? info.fieldNodes[0] : undefined;
  const known = only && memo.get(only);
  if (known) return known;
  const draft: Draft = {};
  for (const node of info.fieldNodes) if (node.selectionSet) collect(node.selectionSet, info, draft);
  if (only) memo.set(only, draft);
  return draft;
}

/** The selection of the nodes inside a connection, whichever of `nodes` and `edges { node }` is used. */
export function nodeSelection(info: GraphQLResolveInfo): Selection {
  const top = selectionOf(info);
  const edges = top['edges']?.below['node']?.below;
  const nodes = top['nodes']?.below;
  return edges && nodes ? { ...nodes, ...edges } : (edges ?? nodes ?? {});
}

function collect(set: SelectionSetNode, info: GraphQLResolveInfo, into: Draft): void {
  for (const item of set.selections) {
    if (item.kind === 'Field') {
      const entry = (into[item.name.value] ??= { node: item, times: 0, below: {} });
      entry.times++;
      if (item.selectionSet) collect(item.selectionSet, info, entry.below);
    } else {
      const inner = item.kind === 'InlineFragment' ? item.selectionSet : info.fragments[item.name.value]?.selectionSet;
      if (inner) collect(inner, info, into);
    }
  }
}
