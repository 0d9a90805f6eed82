import { Ability, AbilityBuilder, subject as typed, type RawRuleOf } from '@casl/ability';
import type { Identity, Viewer } from './viewer.js';

/** One test on one fact of a row: `under` is a region path (a code prefix). */
export type Condition =
  { readonly under: string } | { readonly is: string | number } | { readonly in: readonly (string | number)[] };
export type Conditions = Readonly<Record<string, Condition>>;

/** Facts of a row that conditions name, such as `{ place: '340323200207', site: 'CC-340323' }`. A list holds if any does. */
export type Facts = Readonly<Record<string, string | number | null | undefined | readonly string[]>>;

/** Declares what a viewer may do. Without `where`, on every row of the subject. */
export type Allow = (action: string, subject: string, where?: Conditions) => void;

/** A domain's part of the policy: called once for each identity. */
export type Rules = (allow: Allow, viewer: Identity) => void;

/** The one policy: every domain declares its part, resolvers and repositories both ask it. */
export class Policy {
  private readonly parts: Rules[] = [];

  define(rules: Rules): void {
    this.parts.push(rules);
  }

  viewer(identity: Identity): Viewer {
    const builder = new AbilityBuilder<Ability>(Ability);
    const allow: Allow = (action, subject, where) =>
      void (builder.can as (...rule: unknown[]) => unknown)(action, subject, where);
    for (const rules of this.parts) rules(allow, identity);
    const ability = new Ability(builder.rules as RawRuleOf<Ability>[], {
      conditionsMatcher: (conditions) => (facts) => holds(conditions as Conditions, facts as Facts),
    });
    return { ...identity, scope: `${identity.kind}:${identity.id}`, ability };
  }
}

/** May the viewer do this to a row with these facts? Without facts: to any row at all? */
export function may(viewer: Viewer, action: string, subject: string, facts?: Facts): boolean {
  return viewer.ability.can(action, facts ? typed(subject, { ...facts }) : subject);
}

/** How a fact is tested in SQL: a column, or a test around one, such as `exists (… and test('l.site_code'))`. */
export type FactColumn = string | ((test: (column: string) => string) => string);

/**
 * The rows a viewer may touch, as SQL over `columns` (fact → SQL expression), its values pushed onto `values`. `false` when
 * there are none; a fact without a column is a mistake of ours and throws.
 */
export function rowsAllowed(
  viewer: Viewer,
  action: string,
  subject: string,
  columns: Readonly<Record<string, FactColumn>>,
  values: unknown[],
): string {
  const rules = viewer.ability.possibleRulesFor(action, subject).filter((rule) => !rule.inverted);
  if (rules.some((rule) => !rule.conditions)) return 'true';
  const clauses = rules.map((rule) => {
    const tests = Object.entries(rule.conditions as unknown as Conditions).map(([fact, test]) => {
      const column = columns[fact];
      if (!column) throw new Error(`no column is given for ${subject}.${fact}`);
      const tested = (name: string) => columnTest(name, test, values);
      return typeof column === 'string' ? tested(column) : column(tested);
    });
    return `(${tests.join(' and ')})`;
  });
  return clauses.length > 0 ? `(${clauses.join(' or ')})` : 'false';
}

function columnTest(column: string, test: Condition, values: unknown[]): string {
  if ('under' in test) {
    values.push(`${test.under}%`);
    return `${column} like $${values.length}`;
  }
  values.push('is' in test ? test.is : [...test.in]);
  return 'is' in test ? `${column} = $${values.length}` : `${column} = any($${values.length})`;
}

function holds(conditions: Conditions, facts: Facts): boolean {
  return Object.entries(conditions).every(([fact, test]) => {
    const value = facts[fact];
    const candidates = Array.isArray(value)
      ? (value as readonly string[])
      : [value as string | number | null | undefined];
    return candidates.some((candidate) => candidate !== null && candidate !== undefined && passes(candidate, test));
  });
}

function passes(value: string | number, test: Condition): boolean {
  if ('under' in test) return String(value).startsWith(test.under);
  if ('is' in test) return value === test.is;
  return test.in.includes(value);
}
