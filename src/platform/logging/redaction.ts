const HIDDEN = '[hidden]';
const DEEPEST = 6;

/** Names of fields, in lower case without `_` and `-`, whose values never reach a log. */
const ALWAYS = new Set([
  ...[
    'idnumber',
    'idcard',
    'phone',
    'mobile',
    'telephone',
    'address',
    'bankaccount',
    'bankcard',
    'income',
    'povertycause',
  ],
  ...['realname', 'displayname', 'position', 'point', 'email', 'openid', 'unionid'],
  ...[
    'password',
    'passwordhash',
    'secret',
    'authorization',
    'cookie',
    'setcookie',
    'token',
    'accesstoken',
    'refreshtoken',
  ],
  ...['apikey', 'devicekey', 'privatekey', 'signature', 'connectionparams'],
]);

/** `name` is a village's or a product's too: it is hidden where it names a person. */
const PERSONS = new Set([
  'buyer',
  'recipient',
  'household',
  'head',
  'helper',
  'officer',
  'cadre',
  'member',
  'customer',
  'person',
  'staff',
]);

/** Fields of a database error that repeat the row or the statement's values. */
const ROW_VALUES = new Set(['detail', 'parameters', 'where', 'internalquery']);

const normal = (key: string) => key.replace(/[_-]/g, '').toLowerCase();

/** A copy of a log entry without personal data. Class instances (requests, dates) pass: serializers deal with them. */
export function withoutPersonalData<T>(value: T, under = '', depth = 0): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return (depth >= DEEPEST ? [] : value.map((item: unknown) => withoutPersonalData(item, under, depth + 1))) as T;
  }
  if (!isPlain(value)) return value;
  if (depth >= DEEPEST) return '[deep]' as T;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const name = normal(key);
      const hidden = ALWAYS.has(name) || (name === 'name' && PERSONS.has(under));
      return [
        key,
        hidden && inner !== null && inner !== undefined ? HIDDEN : withoutPersonalData(inner, name, depth + 1),
      ];
    }),
  ) as T;
}

/** A serialised error without the values that a database repeats in it, and without the connection it hangs on to it. */
export function withoutRowValues(error: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(error).filter(([key, value]) => !ROW_VALUES.has(normal(key)) && isPlain(value));
  return withoutPersonalData(Object.fromEntries(kept));
}

function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

const ID_NUMBER = /(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])/g;
const PHONE = /(?<![0-9A-Za-z])(?:86)?1[3-9]\d{9}(?![0-9A-Za-z])/g;

/** The last net, over the finished line: an ID number or a mobile phone inside a message or a stack. */
export const scrubbed = (line: string): string => line.replace(ID_NUMBER, '[id number]').replace(PHONE, '[phone]');
