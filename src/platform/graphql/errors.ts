import 'reflect-metadata';
import { GraphQLError } from 'graphql';
import { Field, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { DomainError, Refusals, defineErrors, type DomainErrors } from '../../shared/domain-error.js';
import type { RequestContext } from './context.js';

/** Codes that every domain's mutations may answer beside their own. */
export const generalErrors = defineErrors('general', {
  NOT_FOUND: { zh: '找不到{thing}', en: '{thing} was not found' },
  INVALID: { zh: '{expected}', en: '{expectedEn}' },
  OUT_OF_REGION: { zh: '此地区不在您的权限范围内', en: 'This region is not yours to change' },
  KEY_REUSED: {
    zh: '此幂等键已用于另一个不同的请求',
    en: 'This idempotency key was already used for a different request',
  },
  BUSY: { zh: '系统繁忙,请稍后用同一幂等键重试', en: 'The server is busy: try again with the same idempotency key' },
});

@InterfaceType({
  description: 'An expected failure of a mutation: nothing was changed.',
  autoRegisterImplementations: false,
})
export abstract class UserError {
  @Field(() => String, { nullable: true, description: 'Dotted path into the input, such as `lines.0.quantity`.' })
  field!: string | null;

  @Field(() => String, { description: 'Words for a person, in the language of `Accept-Language` (zh or en).' })
  message!: string;
}

export interface UserErrorShape {
  code: string;
  field: string | null;
  message: string;
}

/** Makes a domain's `XUserError` type with its enum `XErrorCode`; the codes are stable, the messages are not. */
export function userErrorType(name: string, errors: DomainErrors<string>): new () => UserErrorShape {
  const codes = Object.fromEntries([...new Set([...errors.codes, ...generalErrors.codes])].map((code) => [code, code]));
  const english = (code: string) => (errors.messages[code] ?? generalErrors.messages[code as 'NOT_FOUND']).en;
  registerEnumType(codes, {
    name: `${name}ErrorCode`,
    description: `Why a ${name} mutation was refused.`,
    valuesConfig: Object.fromEntries(Object.keys(codes).map((code) => [code, { description: english(code) }])),
  });
  const type = {
    [`${name}UserError`]: class extends UserError {
      code!: string;
    },
  }[`${name}UserError`]!;
  Field(() => codes, { description: 'What went wrong, for programs.' })(type.prototype, 'code');
  ObjectType(`${name}UserError`, { implements: UserError, simpleResolvers: true })(type);
  return type as unknown as new () => UserErrorShape;
}

/** Makes a mutation's payload type: its things (null when refused) and `userErrors`. */
export function payloadType(
  name: string,
  error: new () => UserErrorShape,
  things: Record<string, { type: () => unknown; description: string }>,
): new () => object {
  const type = { [name]: class {} }[name]!;
  for (const [field, { type: of, description }] of Object.entries(things)) {
    Field(of as () => never, { nullable: true, description, simple: true })(type.prototype, field);
  }
  Field(() => [error], { description: 'Why nothing was done; empty when it was done.', simple: true })(
    type.prototype,
    'userErrors',
  );
  ObjectType(name, { simpleResolvers: true })(type);
  return type;
}

/** Payload types of mutations that answer the same things, one for each name. */
export function payloadTypes<const Names extends readonly string[]>(
  error: new () => UserErrorShape,
  things: Parameters<typeof payloadType>[2],
  ...names: Names
): { [Name in keyof Names]: new () => object } {
  return names.map((name) => payloadType(name, error, things)) as never;
}

/** Runs a command and shapes its answer as a payload: an expected failure is data, a bug stays an exception. */
export async function answer<Things extends object>(
  context: RequestContext,
  command: () => Promise<Things>,
): Promise<Things | { userErrors: UserErrorShape[] }> {
  try {
    return { ...(await command()), userErrors: [] };
  } catch (error) {
    const failures = error instanceof Refusals ? error.errors : error instanceof DomainError ? [error] : null;
    if (!failures) throw error;
    return { userErrors: failures.map((e) => ({ code: e.code, field: e.field, message: e.say(context.language) })) };
  }
}

/** A top-level error for what the client did wrong before any command ran. */
export function requestError(
  code: 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'BAD_USER_INPUT',
  message: string,
): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
