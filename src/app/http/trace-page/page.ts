import type { TraceData } from './document.js';
import { html, Markup } from './html.js';
import * as parts from './sections.js';
import { STYLE } from './style.js';
import { LANGUAGES, WORDS_OF, type Language, type Word, type Words } from './words.js';

const NATIVE: Readonly<Record<Language, string>> = { zh: '中文', en: 'English' };
const style = new Markup(`<style>${STYLE}</style>`);

/** The page behind a code, for people. */
export function tracePage(trace: TraceData, language: Language, path: string): string {
  const words = WORDS_OF[language];
  const { head, who, when, tests, inputs, certificates, shares, went, proof, alert } = parts;
  const sections = [alert, head, who, when, tests, inputs, certificates, shares, went, proof];
  const title = `${trace.batch.product.name} · ${trace.code}`;
  const footer = html`<p>
    ${words.say('machine')}:
    <a href="${path}?linkType=linkset" type="application/linkset+json">linkset</a
    >${trace.link && html` · ${trace.link}`}
  </p>`;
  return layout(
    words,
    title,
    sections.map((section) => section(trace, words)),
    footer,
  );
}

/** A page that says what is wrong with a code. */
export function sorryPage(language: Language, title: Word, text: Word): string {
  const words = WORDS_OF[language];
  const body = html`<h1>${words.say(title)}</h1>
    <p>${words.say(text)}</p>`;
  return layout(words, words.say(title), [body], null);
}

function layout(words: Words, title: string, body: readonly (Markup | null)[], footer: Markup | null): string {
  const { say, tag, language } = words;
  const switches = LANGUAGES.map((one) =>
    one === language
      ? html`<li><span lang="${WORDS_OF[one].tag}" aria-current="true">${NATIVE[one]}</span></li>`
      : html`<li>
          <a href="?lang=${one}" hreflang="${WORDS_OF[one].tag}" lang="${WORDS_OF[one].tag}">${NATIVE[one]}</a>
        </li>`,
  );
  return html`<!doctype html>
    <html lang="${tag}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${style}
      </head>
      <body>
        <a class="skip" href="#main">${say('skip')}</a>
        <header>
          <p>${say('home')}</p>
          <nav aria-label="${say('language')}">
            <ul>
              ${switches}
            </ul>
          </nav>
        </header>
        <main id="main">${body}</main>
        <footer>${footer}</footer>
      </body>
    </html> `.text;
}
