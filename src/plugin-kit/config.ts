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

/** Names of the settings that are secret, as dotted paths such as `pay.apiKey`. */
export function secretPaths(schema: z.ZodType): string[] {
  const found: string[] = [];
  walk(schema, '', found);
  return found;
}

function walk(type: z.ZodType, path: string, found: string[]): void {
  if (type.meta()?.['secret'] === true) {
    found.push(path);
    return;
  }
  const inner = unwrapped(type);
  if (inner !== type) return walk(inner, path, found);
  if (type instanceof z.ZodObject) {
    for (const [key, field] of Object.entries(type.shape))
      walk(field as z.ZodType, path ? `${path}.${key}` : key, found);
  }
}

function unwrapped(type: z.ZodType): z.ZodType {
  if (type instanceof z.ZodOptional || type instanceof z.ZodNullable || type instanceof z.ZodDefault)
    return type.unwrap() as z.ZodType;
  return type;
}
