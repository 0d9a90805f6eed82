import { z } from 'zod';
import type { Json } from './call.js';

export { z };

/** What a connection of the plug-in must be told, as a zod object; secrets are marked by {@link secret}. */
export interface ConfigSpec<Config> {
  /** Steps with each change of the schema; stored beside the settings. */
  readonly version: number;
  readonly schema: z.ZodType<Config>;
  /** Makes settings stored under an older version into this version's; what comes out is checked by the schema. */
  readonly upgrade?: (stored: Readonly<Record<string, Json>>, from: number) => Record<string, unknown>;
}

/** A setting that is kept encrypted, never answered, and taken out of every log line and error. */
export const secret = (description: string) => z.string().min(1).meta({ secret: true, description });

/** Names of the settings that are secret, as dotted paths such as `pay.apiKey`; `*` stands for each key of a record. */
export const secretPaths = (schema: z.ZodType): string[] =>
  marked(schema, '').filter((path) => !path.includes(IN_LIST));

/** Secrets within lists, which cannot be kept: a list has no names that outlive a change. */
export const secretsInLists = (schema: z.ZodType): string[] =>
  marked(schema, '').filter((path) => path.includes(IN_LIST));

const IN_LIST = '[]';

function marked(type: z.ZodType, path: string): string[] {
  if (type.meta()?.['secret'] === true) return [path];
  const below = (name: string) => (path ? `${path}.${name}` : name);
  if (type instanceof z.ZodObject)
    return Object.entries(type.shape).flatMap(([key, field]) => marked(field as z.ZodType, below(key)));
  if (type instanceof z.ZodRecord) return marked(type.valueType as z.ZodType, below('*'));
  if (type instanceof z.ZodArray) return marked(type.element as z.ZodType, below(IN_LIST));
  return [...new Set(inside(type).flatMap((part) => marked(part, path)))];
}

/** The types that a type is made of without a name of their own. */
function inside(type: z.ZodType): readonly z.ZodType[] {
  if (type instanceof z.ZodUnion) return type.options as z.ZodType[];
  if (type instanceof z.ZodIntersection) return [type.def.left, type.def.right] as z.ZodType[];
  if (type instanceof z.ZodPipe) return [type.in, type.out] as z.ZodType[];
  const wrapping = [z.ZodOptional, z.ZodNullable, z.ZodDefault, z.ZodPrefault, z.ZodReadonly, z.ZodCatch];
  return wrapping.some((kind) => type instanceof kind) ? [(type as z.ZodOptional<z.ZodType>).unwrap()] : [];
}
