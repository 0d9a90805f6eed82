import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

const bad = (type: string, expected: string) =>
  new GraphQLError(`${type} must be ${expected}.`, { extensions: { code: 'BAD_USER_INPUT' } });

function literal(type: string, kinds: readonly ValueNode['kind'][], expected: string) {
  return (node: ValueNode): string => {
    if (!kinds.includes(node.kind) || !('value' in node)) throw bad(type, expected);
    return String(node.value);
  };
}

function textScalar(
  name: string,
  pattern: RegExp,
  expected: string,
  description: string,
): GraphQLScalarType<string, string> {
  const parse = (value: unknown) => {
    if (typeof value !== 'string' || !pattern.test(value)) throw bad(name, expected);
    return value;
  };
  const fromLiteral = literal(name, [Kind.STRING], expected);
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => value as string,
    parseValue: parse,
    parseLiteral: (node) => parse(fromLiteral(node)),
  });
}

function parseFen(value: unknown): number {
  const fen = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof fen !== 'number' || !Number.isSafeInteger(fen)) throw bad('Fen', 'a whole number of fen below 2^53');
  return fen;
}

function parseSequence(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw bad('Sequence', 'a whole number below 2^53');
  return value;
}

const jsonOf = (node: ValueNode): unknown => {
  if (node.kind === Kind.OBJECT)
    return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, jsonOf(value)]));
  if (node.kind === Kind.LIST) return node.values.map(jsonOf);
  if (node.kind === Kind.NULL) return null;
  if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return Number(node.value);
  if (node.kind === Kind.VARIABLE) throw bad('JSON', 'a variable as a whole, or written out without any');
  return node.value;
};

export const JsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: "Any JSON value, where its shape is another's to say, such as the settings of a plug-in.",
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: jsonOf,
});

export const SequenceScalar = new GraphQLScalarType<number, number>({
  name: 'Sequence',
  description: 'A position in the event log: a whole number that only grows, up to 2^53 - 1, larger than Int allows.',
  serialize: parseSequence,
  parseValue: parseSequence,
  parseLiteral: (node) => parseSequence(Number(literal('Sequence', [Kind.INT], 'a whole number')(node))),
});

export const FenScalar = new GraphQLScalarType<number, number>({
  name: 'Fen',
  description: 'Money in fen (1/100 yuan): a whole number up to 2^53 - 1, larger than Int allows. Never a fraction.',
  serialize: parseFen,
  parseValue: parseFen,
  parseLiteral: (node) => parseFen(literal('Fen', [Kind.INT], 'a whole number')(node)),
});

export const QuantityScalar = textScalar(
  'Quantity',
  /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/,
  'a decimal string such as "1.250"',
  'A quantity of the product\'s unit as a decimal string such as "1.250", with at most `scale` digits after the point.',
);

export const PlaceCodeScalar = textScalar(
  'PlaceCode',
  /^[1-8](\d{5}|\d{8}|\d{11})$/,
  'a division code of 6, 9 or 12 digits',
  'An official division code: 6 digits for a county, 9 for a township, 12 for a village or community.',
);

export const CursorScalar = textScalar(
  'Cursor',
  /^[\w-]{1,200}$/,
  'a cursor from an earlier answer',
  'A place to go on from, as an earlier answer gave it.',
);

export const DateScalar = textScalar(
  'Date',
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  'a day such as "2026-11-24"',
  'A calendar day in China, such as "2026-11-24".',
);

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

function parseDateTime(value: unknown): string {
  if (typeof value !== 'string' || !ISO.test(value) || Number.isNaN(Date.parse(value)))
    throw bad('DateTime', 'an ISO 8601 time with its offset');
  return new Date(value).toISOString();
}

export const DateTimeScalar = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'A moment as ISO 8601 text, answered in UTC with milliseconds, such as "2026-11-24T03:13:06.000Z".',
  // Rows carry ISO text from the pool: parsing it again would cost a tenth of a list query.
  serialize: (value) => (value instanceof Date ? value.toISOString() : (value as string)),
  parseValue: parseDateTime,
  parseLiteral: (node) => parseDateTime(literal('DateTime', [Kind.STRING], 'an ISO 8601 time')(node)),
});
