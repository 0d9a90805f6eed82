/** Words for a person in both languages; may hold `{placeholders}` filled from the error's values. */
export interface Message {
  readonly zh: string;
  readonly en: string;
}

export type Language = 'zh' | 'en';

/** An expected failure: a stable code of its domain, the input's field it is about, and words for a person. */
export class DomainError<Code extends string = string> extends Error {
  constructor(
    readonly domain: string,
    readonly code: Code,
    readonly text: Message,
    /** Dotted path into the input, such as `lines.0.quantity`; null when no single field is at fault. */
    readonly field: string | null,
    readonly values: Readonly<Record<string, unknown>>,
  ) {
    super(`${domain}.${code}: ${fill(text.en, values)}`);
    this.name = 'DomainError';
  }

  say(language: Language): string {
    return fill(this.text[language], this.values);
  }
}

/** Several expected failures of one command, such as two lines of an order that are out of stock. */
export class Refusals extends Error {
  constructor(readonly errors: readonly DomainError[]) {
    super(errors.map((error) => error.message).join('; '));
    this.name = 'Refusals';
  }
}

/** The failures of one domain, declared once. */
export interface DomainErrors<Code extends string> {
  readonly domain: string;
  readonly codes: readonly Code[];
  readonly messages: Readonly<Record<Code, Message>>;
  /** Makes the error; whoever calls it throws it. */
  refuse(code: Code, at?: { field?: string; [value: string]: unknown }): DomainError<Code>;
}

export function defineErrors<const Messages extends Record<string, Message>>(
  domain: string,
  messages: Messages,
): DomainErrors<keyof Messages & string> {
  return {
    domain,
    codes: Object.keys(messages),
    messages,
    refuse: (code, { field = null, ...values }: { field?: string | null; [value: string]: unknown } = {}) =>
      new DomainError(domain, code, messages[code]!, field, values),
  };
}

function fill(text: string, values: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
