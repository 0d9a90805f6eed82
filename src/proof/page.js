/* global document, location */
// The page /verify: what a reader pastes, opens or was led to, checked here in the browser. In JavaScript, since types of the DOM would
// let server code use it too.
import { check } from './in-browser.js';
import { verifyBundle } from './verify.js';
import { stepWords, verdictWords } from './words.js';

const language = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';
const byId = (id) => document.getElementById(id);
const WORDS = {
  NO_JSON: { zh: '这不是 JSON 文件。', en: 'This is no JSON file.' },
  NO_ANSWER: { zh: '无法读取证明:', en: 'The proof cannot be read: ' },
  CANNOT: {
    zh: '此浏览器无法核验(需要 https 和支持 Ed25519 的新版浏览器)。请用命令行:yizhan verify',
    en: 'This browser cannot check it: that takes https and a browser of late that knows Ed25519. Use the command line: yizhan verify',
  },
};

function paragraphs(texts) {
  return texts.map((text) => Object.assign(document.createElement('p'), { textContent: text }));
}

function show(state, steps, texts) {
  const items = steps.map((step) =>
    Object.assign(document.createElement('li'), {
      className: step.fault ? 'fails' : 'holds',
      textContent: `${step.fault ? '✗' : '✓'} ${step.name}: ${stepWords(step, language)}`,
    }),
  );
  byId('steps').replaceChildren(...items);
  byId('said').replaceChildren(...paragraphs(texts));
  byId('result').className = state;
  // On a phone the form fills the screen.
  byId('result').scrollIntoView?.();
}

/** Checks what is in the form, and shows each step and what it comes to. */
async function checkForm() {
  let bundle;
  try {
    bundle = JSON.parse(byId('proof').value);
  } catch {
    return show('fails', [], [WORDS.NO_JSON[language]]);
  }
  const key = byId('key').value.trim();
  const head = byId('head').value;
  const trusted = { keys: key ? key.split(/\s+/) : undefined, head: head.trim() ? asNote(head) : undefined };
  try {
    const verdict = await check(verifyBundle(bundle, trusted));
    show(verdict.proved ? 'holds' : 'fails', verdict.steps, verdictWords(verdict, language));
  } catch (error) {
    if (error.name !== 'CannotCheck') throw error;
    show('unknown', [], [WORDS.CANNOT[language]]);
  }
}

/** What pasting takes from a note, or adds: how lines end, and the last line's end. */
const asNote = (text) => `${text.replaceAll('\r\n', '\n').trim()}\n`;

/** A proof of this server, by its path alone: `?proof=/…`. */
async function fetchProof(path) {
  if (!/^\/(?!\/)/.test(path)) return show('fails', [], [WORDS.NO_ANSWER[language] + path]);
  try {
    const response = await fetch(path, { headers: { accept: 'application/json' } });
    if (!response.ok) return show('fails', [], [WORDS.NO_ANSWER[language] + response.status]);
    byId('proof').value = await response.text();
  } catch (error) {
    return show('fails', [], [WORDS.NO_ANSWER[language] + error.message]);
  }
  await checkForm();
}

byId('check').addEventListener('click', () => void checkForm());
byId('file').addEventListener('change', async () => {
  byId('proof').value = await byId('file').files[0].text();
  await checkForm();
});
const given = new URLSearchParams(location.search).get('proof');
if (given) await fetchProof(given);
