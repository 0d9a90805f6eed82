import type { Json } from '../../plugin-kit/index.js';
import { secretPaths, z, type ConfigSpec } from '../../plugin-kit/index.js';

export type Values = Readonly<Record<string, unknown>>;

/** A secret and where it stands in the settings; names of records may hold dots, so the way is a list. */
export type Secret = readonly [way: readonly string[], value: string];

export interface SettingFault {
  /** Dotted, within the settings. */
  readonly path: string;
  readonly message: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Settings as they are stored: without secrets, and these apart. */
export function withoutSecrets(values: Values, patterns: readonly string[]): { settings: Values; secrets: Secret[] } {
  const settings = structuredClone(values) as Record<string, unknown>;
  const secrets: Secret[] = [];
  for (const pattern of patterns) take(settings, pattern.split('.'), [], secrets);
  return { settings, secrets };
}

function take(at: Record<string, unknown>, [name, ...rest]: string[], way: string[], found: Secret[]): void {
  for (const key of name === '*' ? Object.keys(at) : [name!]) {
    const value = at[key];
    if (rest.length > 0) {
      if (isRecord(value)) take(value, rest, [...way, key], found);
    } else if (typeof value === 'string') {
      found.push([[...way, key], value]);
      delete at[key];
    }
  }
}

/** The settings with their secrets. One that is given anew stays; one whose place is gone is left out. */
export function withSecrets(settings: Values, secrets: readonly Secret[]): Record<string, unknown> {
  const values = structuredClone(settings) as Record<string, unknown>;
  for (const [way, value] of secrets) {
    let at: Record<string, unknown> | undefined = values;
    for (const name of way.slice(0, -1)) {
      const next: unknown = at?.[name];
      at = isRecord(next) ? next : undefined;
    }
    const last = way.at(-1)!;
    if (at && (at[last] === undefined || at[last] === null)) at[last] = value;
  }
  return values;
}

/** Checks settings against the plug-in's schema; those that were stored may have names left over from an older version. */
export function checkedSettings<Config>(
  { schema }: ConfigSpec<Config>,
  values: Values,
): { config: Config } | { faults: SettingFault[] } {
  const parsed = schema.safeParse(values);
  if (parsed.success) return { config: parsed.data };
  return { faults: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) };
}

/** Names among given settings that the schema does not know: a misspelt secret would be kept in clear. */
export const unknownSettings = ({ schema }: ConfigSpec<unknown>, values: Values): SettingFault[] =>
  unknownNames(schema, values, []).map((path) => ({ path, message: 'there is no such setting' }));

function unknownNames(type: z.ZodType, value: unknown, way: readonly string[]): string[] {
  if (type instanceof z.ZodOptional || type instanceof z.ZodNullable || type instanceof z.ZodDefault)
    return unknownNames(type.unwrap() as z.ZodType, value, way);
  if (!isRecord(value)) return [];
  if (type instanceof z.ZodRecord)
    return Object.entries(value).flatMap(([key, one]) => unknownNames(type.valueType as z.ZodType, one, [...way, key]));
  if (!(type instanceof z.ZodObject) || type.def.catchall) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key in type.shape ? unknownNames(type.shape[key] as z.ZodType, one, [...way, key]) : [[...way, key].join('.')],
  );
}

export type Upgraded = { readonly values: Record<string, unknown> } | { readonly fault: 'CONFIG_NEWER' | 'CONFIG_OLD' };

/** Stored values in the plug-in's own version. What is newer was written by a newer plug-in: it is not understood. */
export function upgraded(config: ConfigSpec<unknown>, stored: Record<string, unknown>, version: number): Upgraded {
  if (version === config.version) return { values: stored };
  if (version > config.version) return { fault: 'CONFIG_NEWER' };
  if (!config.upgrade) return { fault: 'CONFIG_OLD' };
  return { values: config.upgrade(stored as Readonly<Record<string, Json>>, version) };
}

/** Where secrets may stand, and which are set: what is shown of them. */
export function shownSecrets(schema: z.ZodType, set: readonly string[]): { path: string; set: boolean }[] {
  const named = secretPaths(schema).filter((path) => !path.includes('*'));
  return [...new Set([...named, ...set])].sort().map((path) => ({ path, set: set.includes(path) }));
}
