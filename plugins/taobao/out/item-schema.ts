import { formatYuan } from 'yizhan/plugin-kit';

/** What Taobao is told of a product; the category's further fields come from the settings. */
export interface ItemFacts {
  readonly title: string;
  readonly priceFen: number;
  readonly outerId: string;
  readonly description: string;
  /** Left out of an edit: quantities go by their own method. */
  readonly units?: number;
}

/** Longest title, as Taobao counts: a Chinese character is two, any other one. */
const TITLE = 60;

/** An item as the publishing methods take it: `<itemSchema>` with a field for each fact. */
export function itemSchema(facts: ItemFacts, further: Readonly<Record<string, string>> = {}): string {
  const fields: Record<string, string | undefined> = {
    ...further,
    title: shortened(facts.title),
    price: formatYuan(facts.priceFen),
    quantity: facts.units === undefined ? undefined : String(facts.units),
    outerId: facts.outerId,
    desc: facts.description || facts.title,
  };
  const written = Object.entries(fields).flatMap(([id, value]) =>
    value === undefined ? [] : `<field id="${escaped(id)}" type="input"><value>${escaped(value)}</value></field>`,
  );
  return `<itemSchema>${written.join('')}</itemSchema>`;
}

function shortened(title: string): string {
  let width = 0;
  let text = '';
  for (const letter of title) {
    width += letter.codePointAt(0)! > 0xff ? 2 : 1;
    if (width > TITLE) break;
    text += letter;
  }
  return text;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Without the control characters that XML 1.0 cannot have. */
const escaped = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[&<>"]/g, (sign) => ENTITIES[sign]!);
