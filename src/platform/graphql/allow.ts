import { isAbstractType, isInterfaceType, isObjectType, type GraphQLNamedType, type GraphQLSchema } from 'graphql';
import { Authorized, Extensions, getMetadataStorage, type AuthChecker } from 'type-graphql';
import { may } from '../policy/index.js';
import type { RequestContext } from './context.js';
import { requestError } from './errors.js';

/**
 * Declares an operation's policy: the viewer must be able to do `action` to some `subject`. Which rows, its service asks.
 * `buildGraph` refuses an operation without it.
 */
export const Allow = (action: string, subject: string): MethodDecorator & PropertyDecorator =>
  Authorized(`${action} ${subject}`);

export const checkAllowed: AuthChecker<RequestContext> = ({ context }, [permission]) => permits(context, permission!);

/** Throws unless the viewer has the permission, `action Subject`, on some row; `public` is everyone's. */
export function permits(context: Pick<RequestContext, 'viewer'>, permission: string): true {
  const [action, subject] = permission.split(' ') as [string, string];
  if (permission === 'public' || may(context.viewer, action, subject)) return true;
  if (context.viewer.kind === 'visitor') throw requestError('UNAUTHENTICATED', 'Sign in to do this.');
  throw requestError('FORBIDDEN', 'Your role may not do this.');
}

interface OperationPolicy {
  kind: 'query' | 'mutation' | 'subscription';
  name: string;
  permission: string | undefined;
}

const declared = new Map<string, OperationPolicy>();

/** Declares the policy of an operation that no decorator made, such as one that a plug-in adds. */
export function declarePolicy(kind: 'query' | 'mutation', name: string, permission: string): void {
  declared.set(`${kind} ${name}`, { kind, name, permission });
}

const typePolicies = new Map<string, string>();

/** Declares a type's policy: the subject whose `read` permission its rows need, or `public`. */
export function Visible(subject: string): ClassDecorator {
  return (target) => void typePolicies.set(target.name, subject);
}

/** Whether everyone sees the same of this type, but for its fields {@link ForViewer}. */
export const isPublic = (type: string): boolean => typePolicies.get(type) === 'public';

/** Whose `read` permission a type needs; of a public one its own, if anybody's rules name it. */
export function readSubject(type: string): string {
  const subject = typePolicies.get(type);
  return subject === undefined || subject === 'public' ? type : subject;
}

/** Declares that a field of a public type depends on who asks, such as a number shown to staff alone. */
export const ForViewer = (): MethodDecorator & PropertyDecorator =>
  Extensions({ forViewer: true }) as MethodDecorator & PropertyDecorator;

/** Whether the field depends on who asks, on the type itself or on any that it stands for. */
export function isForViewer(schema: GraphQLSchema, type: GraphQLNamedType, field: string): boolean {
  const types = isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type];
  return types.some(
    (one) => (isObjectType(one) || isInterfaceType(one)) && one.getFields()[field]?.extensions['forViewer'] === true,
  );
}

/** The operations' permissions, for the build check and the test of every role against every operation. */
export function operationPolicies(): OperationPolicy[] {
  const { queries, mutations, subscriptions } = getMetadataStorage();
  const of = (kind: 'query' | 'mutation' | 'subscription', list: typeof queries) =>
    list.map((o) => ({ kind, name: o.schemaName, permission: o.roles?.[0] as string | undefined }));
  return [
    ...of('query', queries),
    ...of('mutation', mutations),
    ...of('subscription', subscriptions as never),
    ...declared.values(),
  ];
}

/** Names the operations and types that nobody wrote a policy for. */
export function withoutPolicy(): string[] {
  const operations = operationPolicies()
    .filter((o) => !o.permission)
    .map((o) => `${o.kind} ${o.name}`);
  const shapes = /(Payload|UserError|Connection|Edge|PageInfo)$/;
  const types = getMetadataStorage()
    .objectTypes.map((t) => t.target.name)
    .filter((n) => !shapes.test(n) && !typePolicies.has(n));
  return [...operations, ...types.map((name) => `type ${name}`)];
}
