import {
  getOperationAST,
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationTypeNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { shareable, type SharedDocument } from '../../platform/subscriptions/index.js';
import { MAX_TOKENS, validationRules } from '../graphql/limits.js';

/** A document that may be executed. */
export interface KnownDocument {
  readonly document: DocumentNode;
  readonly operation: OperationTypeNode;
  /** How it is shared, if it is a subscription. */
  readonly shared: SharedDocument | undefined;
}

/** Parses and validates each text once: ten thousand kiosks send the same. */
export class Documents {
  private readonly known = new LRUCache<string, KnownDocument | readonly GraphQLError[]>({ max: 1_000 });

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly production: boolean,
  ) {}

  /** The document, or what is wrong with it. */
  read(query: string, operationName: string | undefined): KnownDocument | readonly GraphQLError[] {
    const key = `${operationName ?? ''}\n${query}`;
    let known = this.known.get(key);
    if (!known) this.known.set(key, (known = this.check(query, operationName)));
    return known;
  }

  private check(query: string, operationName: string | undefined): KnownDocument | readonly GraphQLError[] {
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: MAX_TOKENS });
    } catch (error) {
      return [coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')];
    }
    const introspection = this.production ? [NoSchemaIntrospectionCustomRule] : [];
    const faults = validate(this.schema, document, [...specifiedRules, ...validationRules, ...introspection]);
    if (faults.length > 0) return faults.map((fault) => coded(fault, 'GRAPHQL_VALIDATION_FAILED'));
    const operation = getOperationAST(document, operationName)?.operation;
    if (!operation) return [coded(new GraphQLError('Say which operation: none has this name.'), 'BAD_REQUEST')];
    const shared = operation === 'subscription' ? shareable(this.schema, document, operationName) : undefined;
    return { document, operation, shared };
  }
}

/** As Apollo answers over HTTP: one code for a fault in the document, unless a limit names its own. */
function coded(error: GraphQLError, code: string): GraphQLError {
  const { limit } = error.extensions;
  return new GraphQLError(error.message, {
    ...(error.nodes && { nodes: error.nodes }),
    source: error.source,
    positions: error.positions,
    extensions: { code: limit ?? code },
  });
}
