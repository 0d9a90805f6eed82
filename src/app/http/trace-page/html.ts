const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that was made by {@link html}; everything else is text, and is escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

type Value = Markup | string | number | null | undefined | false | readonly Value[];

const closed = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Markup of a template whose values are text, escaped for elements and for quoted attributes, or markup themselves. */
export const html = (template: TemplateStringsArray, ...values: readonly Value[]): Markup => {
  const parts = partsOf(template);
  return new Markup(parts.map((part, i) => part + (i < values.length ? shown(values[i]) : '')).join(''));
};

/** A template is laid out to be read by us: its line breaks and indents are one space to a browser, and to a phone's data plan. */
function partsOf(template: TemplateStringsArray): readonly string[] {
  const known = closed.get(template);
  if (known) return known;
  const parts = template.map((part) => part.replaceAll(/\s*\n\s*/g, ' '));
  closed.set(template, parts);
  return parts;
}

function shown(value: Value): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(shown).join('');
  return String(value).replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter]!);
}
