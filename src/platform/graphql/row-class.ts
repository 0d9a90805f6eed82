import type { GraphQLResolveInfo } from 'graphql';
import type { RequestContext } from './context.js';
import { globalId } from './global-id.js';
import type { ReadModelSpec } from './read-plan.js';

export type RowClass = new () => object;

/** The class of a type's rows. Its id is made when it is asked for: most parents in a list are read for their names alone. */
export function rowClass({ type, typeOf, key }: ReadModelSpec): RowClass {
  const made = class {};
  Object.defineProperty(made.prototype, 'id', {
    get: function (this: Record<string, unknown>) {
      return globalId(typeOf ? typeOf(this as never) : type, this[key] as string | number);
    },
  });
  return made;
}

/** Gives the rows a method for a field, which graphql's default resolver calls where no value was read ahead over it. */
export function answerBy<Row extends object>(
  rows: RowClass,
  field: string,
  answer: (row: Row, context: RequestContext, info: GraphQLResolveInfo) => unknown,
): void {
  Object.defineProperty(rows.prototype, field, {
    value: function (this: Row, _args: unknown, context: RequestContext, info: GraphQLResolveInfo) {
      return answer(this, context, info);
    },
    writable: true,
  });
}
