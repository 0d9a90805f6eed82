import type { AnyChannel, Route } from '../../plugin-kit/index.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each plug-in has settings of its own type
export type AnyRoute = Route<any>;

export interface Matched {
  readonly route: AnyRoute;
  /** What stands in the path where the route has `:name`; told as part of the query. */
  readonly params: Readonly<Record<string, string>>;
}

/** A plug-in's route for a request; the methods that the path has where this is none of them. */
export function matchRoute(
  { inbound }: AnyChannel,
  method: string,
  path: string,
): Matched | { methods: string[] } | null {
  const found = Object.values(inbound?.routes ?? {}).flatMap((route) => {
    const params = matchPath(route.path, path);
    return params ? [{ route: route as AnyRoute, params }] : [];
  });
  const matched = found.find(({ route }) => route.method === method);
  if (matched) return matched;
  return found.length > 0 ? { methods: found.map(({ route }) => route.method) } : null;
}

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [n, part] of wanted.entries()) {
    const value = given[n]!;
    if (part.startsWith(':') ? value === '' : value !== part) return null;
    if (part.startsWith(':')) params[part.slice(1)] = value;
  }
  return params;
}
