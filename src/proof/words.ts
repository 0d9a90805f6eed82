import { toHex } from './bytes.js';
import type { Fault, ProvedFacts, Step, StepName, Verdict } from './verify.js';

export type Language = 'zh' | 'en';
type Text = Readonly<Record<Language, string>>;

const HOLDS: Readonly<Record<StepName, Text>> = {
  FORMAT: { zh: '文件是格式正确的存证证明', en: 'The file is a well-formed proof' },
  KEY: { zh: '树头带有此公钥的签名:{about}', en: 'The tree head is signed in the name of the key {about}' },
  SIGNATURE: {
    zh: '签名有效:树头({about} 条记录)未被改动',
    en: 'The signature holds: the head of {about} entries is as it was signed',
  },
  DOCUMENT: {
    zh: '所示事件就是当时写入日志的事件:{about}',
    en: 'The event told is the one that was logged: {about}',
  },
  COMMITMENT: {
    zh: '事件哈希与盐值得出日志中的承诺',
    en: 'The event’s hash and the salt give the commitment in the log',
  },
  INCLUSION: {
    zh: '承诺在树中(位置 / 记录数:{about})',
    en: 'The commitment is in the tree (place / entries: {about})',
  },
  EARLIER_SIGNATURE: {
    zh: '较早的树头({about} 条记录)签名有效',
    en: 'The signature of the earlier head ({about} entries) holds',
  },
  CONSISTENCY: {
    zh: '较早的记录原样保留({about} 条)',
    en: 'All that the earlier head covers is unchanged ({about} entries)',
  },
  KEPT_HEAD: {
    zh: '与您自己保存的树头({about} 条记录)一致',
    en: 'It is the history of the head that you kept ({about} entries)',
  },
};

const FAULTS: Readonly<Record<Fault, Text>> = {
  MALFORMED: { zh: '格式有误:{about}', en: 'This is no well-formed proof: see “{about}”' },
  NOT_A_KEY: { zh: '不是有效的公钥:{about}', en: 'This is no verifier key: {about}' },
  NO_KEY: { zh: '没有公钥', en: 'There is no key to check with' },
  NOT_BY_THE_KEY: {
    zh: '树头没有此公钥的签名(签名者:{about})',
    en: 'The head is not signed by the key; it is signed by: {about}',
  },
  FORGED: { zh: '签名无效:{about}', en: 'The signature is not that of the key {about}' },
  OTHER_DOCUMENT: {
    zh: '所示事件不是当时写入日志的事件:{about}',
    en: 'The event told is not the one that was logged: {about}',
  },
  NOT_COVERED: {
    zh: '事件哈希不涵盖字段“{about}”:此处不应出现',
    en: 'The event’s hash does not cover the field “{about}”: it could say anything',
  },
  OTHER_EVENT: { zh: '承诺不属于此事件', en: 'The commitment is not of this event with this salt' },
  NOT_IN_THE_TREE: {
    zh: '路径不通向树头的根(位置 / 记录数:{about})',
    en: 'The path does not lead to the head’s root (place / entries: {about})',
  },
  NOT_A_HEAD: { zh: '不是树头', en: 'This is no signed tree head' },
  OTHER_LOG: { zh: '属于另一个日志:{about}', en: 'It is of another log: {about}' },
  NOT_CONSISTENT: {
    zh: '路径不能证明较早的记录原样保留({about} 条)',
    en: 'The path does not show that the later tree begins with the earlier one ({about} entries)',
  },
  REWRITTEN: {
    zh: '历史已被改写:同为 {about} 条记录,两个已签署的根不同',
    en: 'The history was rewritten: two signed heads of {about} entries have different roots',
  },
  NO_PATH: {
    zh: '此证明不涉及该树头({about} 条记录):请按此大小索取证明',
    en: 'This proof says nothing of that head ({about} entries): ask for a proof with that size as its earlier one',
  },
};

/** One step in words: what holds, or what does not. */
export const stepWords = ({ name, fault, about }: Step, language: Language): string =>
  (fault ? FAULTS[fault] : HOLDS[name])[language].replace('{about}', () => about);

/** What a verdict says, and what it does not, a paragraph each. */
export function verdictWords({ steps, facts }: Verdict, language: Language): string[] {
  return facts ? provedWords(facts)[language] : notProvedWords(steps.at(-1)!)[language];
}

function provedWords(facts: ProvedFacts): Readonly<Record<Language, string[]>> {
  const { origin, leafIndex, size, signedAt, key, keyGiven, keptSize, told } = facts;
  const hash = toHex(facts.eventHash);
  const zh = [
    `已证明:${told ? '文件中所示的事件,即' : ''}哈希为 ${hash} 的事件最迟于 ${signedAt ?? '该树头签署时'} 已写入日志 ${origin}(第 ${leafIndex + 1} 条,共 ${size} 条);此后无法悄然改动或删除。`,
    `未证明:事件内容属实,以及由谁录入。${told ? '' : '请核对事件内容的哈希与上述哈希一致。'}`,
  ];
  const en = [
    `Proved: the event ${told ? 'told in the file, ' : ''}with the hash ${hash}${told ? ',' : ''} was in the log ${origin} (entry ${leafIndex + 1} of ${size}) by ${signedAt ?? 'the time the head was signed'}; since then it cannot be changed or taken out unnoticed.`,
    `Not proved: that what the event says is true, or who wrote it.${told ? '' : ' See for yourself that the event’s hash is the one above.'}`,
  ];
  if (!keyGiven) {
    zh.push(`公钥来自证明文件本身,请与另外公布的公钥核对:${key}`);
    en.push(`The key came with the proof: compare it with the one published elsewhere: ${key}`);
  }
  if (keptSize === null) {
    zh.push('未与您自己保存的树头比较:日志是否对所有人相同,尚未证明。');
    en.push('It was compared with no head that you kept: that the log is the same for everybody is not proved.');
  }
  return { zh, en };
}

const notProvedWords = ({ name }: Step): Readonly<Record<Language, string[]>> => ({
  zh: [`未能证明:步骤 ${name} 不成立。`],
  en: [`Not proved: the step ${name} fails.`],
});
