export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

type Both = readonly [zh: string, en: string];

const WORDS = {
  home: ['农粮驿站 · 溯源', 'Yizhan · where it comes from'],
  skip: ['跳到正文', 'Skip to the content'],
  language: ['语言', 'Language'],
  batch: ['批次', 'Batch'],
  quantity: ['数量', 'Quantity'],
  harvested: ['采收', 'Harvested'],
  made: ['入库', 'Taken in'],
  place: ['产地', 'From'],
  brand: ['品牌', 'Brand'],
  price: ['单价', 'Price'],
  who: ['谁种的,在哪里', 'Who grew it, and where'],
  households: ['户农家', 'households'],
  oneHousehold: ['户农家', 'household'],
  agreed: ['同意公开姓氏的农户', 'agreed to show their masked name'],
  unnamed: [
    '农户的姓名只在本人同意时显示,且隐去名字。',
    'Households are named only where they agree, and then masked.',
  ],
  origins: ['由这些批次而来', 'Made of these batches'],
  when: ['经过', 'What happened'],
  moreSteps: ['另有未列出的步骤:', 'Steps not listed here: '],
  tests: ['检测', 'Tests'],
  noTests: ['没有公布的检测报告。', 'No test report has been published.'],
  tested: ['检测日期', 'Tested on'],
  laboratory: ['检测机构', 'Laboratory'],
  item: ['项目', 'Item'],
  value: ['结果', 'Result'],
  limit: ['限量', 'Limit'],
  verdict: ['判定', 'Verdict'],
  correction: ['更正', 'Correction'],
  inputs: ['用过什么药、什么料', 'What was used on it'],
  noInputs: ['没有投入品使用记录。', 'No use of an input is on record.'],
  until: ['至', 'until'],
  interval: ['间隔期', 'Interval'],
  days: ['天', 'days'],
  over: ['可采收、屠宰或出售之日', 'Allowed again from'],
  certificates: ['承诺达标合格证', 'Conformity certificates'],
  noCertificates: ['没有合格证。', 'There is no certificate.'],
  issued: ['开具', 'Issued'],
  promisor: ['承诺人', 'Promised by'],
  void: ['已作废', 'Void'],
  shares: ['你付的钱去了哪里', 'Where your money goes'],
  sharesNote: ['按平台自有渠道的现价计算。', 'Of the price now, on the platform’s own channel.'],
  went: ['去了哪里', 'Where it went'],
  here: ['现在在', 'Now at'],
  orders: ['订单数', 'Orders'],
  parcels: ['包裹数', 'Parcels'],
  proof: ['能查证吗', 'Can it be verified'],
  noProof: ['这批货的记录还没有写入可查证的日志。', 'Its records are not in the verifiable log yet.'],
  allProved: [
    '能:它的全部记录都已写入日志并由签名锁定。',
    'Yes: all of its records are in the log, sealed by a signature.',
  ],
  someProved: [
    '部分能:其余记录将在一分钟内由下一次签名锁定。',
    'In part: the next signature, within a minute, seals the others.',
  ],
  proofNote: [
    '点“经过”中某一步后的“验证”,由您自己的浏览器核对:这一步当时就是这样记录的,此后没有改过。记录是否属实,核对不了。',
    'Follow “verify” behind a step of “What happened”: your own browser checks that it was recorded just so, and not changed since. It cannot check that the record is true.',
  ],
  verify: ['验证', 'verify'],
  signed: ['日志最近签名于', 'The log was last signed'],
  machine: ['机器可读', 'For machines'],
  notFound: ['没有这个批次', 'There is no such batch'],
  notFoundText: [
    '这个码不是本平台的,或者印错、抄错了。请核对包装上的批次码;如果包装上就是这个码,请不要购买,并告诉我们。',
    'This code is not ours, or it was misprinted or mistyped. Compare it with the package; if it says the same, do not buy it, and tell us.',
  ],
  badGtin: ['商品条码不对', 'The item number is wrong'],
  badGtinText: [
    '商品条码的校验位不对:多半是抄错了一位数字。请重新扫码。',
    'The check digit of the item number is wrong: most likely a digit was mistyped. Scan the code again.',
  ],
} as const satisfies Record<string, Both>;

const NAMES = {
  PENDING: ['尚未检验', 'Not inspected yet'],
  PASSED: ['检验合格', 'Passed inspection'],
  FAILED: ['不合格,已停止销售', 'Failed: stopped'],
  RECALLED: ['已召回', 'Recalled'],
  ALERT_RECALL: ['已召回:请勿食用', 'Recalled: do not eat it'],
  ALERT_FAILED_TEST: ['检测不合格:请勿食用', 'Failed a test: do not eat it'],
  ALERT_INTERVAL: ['未满安全间隔期或休药期:请勿食用', 'Sold too soon after a drug or pesticide: do not eat it'],
  RESULT_PASSED: ['合格', 'Passed'],
  RESULT_FAILED: ['不合格', 'Failed'],
  ENTERPRISE: ['加工企业', 'Enterprise'],
  COOPERATIVE: ['合作社', 'Cooperative'],
  LARGE_GROWER: ['种养大户', 'Large grower'],
  FIELD: ['田块、畜群', 'Field, herd or flock'],
  COLLECTED: ['收购', 'Collected'],
  PACKED: ['分装', 'Packed'],
  PROCESSED: ['加工', 'Processed'],
  BEGUN: ['开始种养', 'Begun'],
  INPUT_USED: ['使用投入品', 'Input used'],
  HARVESTED: ['采收或屠宰', 'Harvested'],
  SENT: ['发出', 'Sent'],
  ARRIVED: ['到达', 'Arrived'],
  STORED: ['入库', 'Stored'],
  INSPECTED: ['检验', 'Inspected'],
  CERTIFIED: ['开具合格证', 'Certified'],
  DISPATCHED: ['发货给买家', 'Sent to a buyer'],
  SOLD: ['售出', 'Sold'],
  RETURNED: ['退回', 'Came back'],
  WRITTEN_OFF: ['报损', 'Written off'],
  STOPPED: ['停止销售', 'Stopped'],
  CORRECTED: ['更正', 'Corrected'],
  KG: ['千克', 'kg'],
  JIN: ['斤', 'jin (500 g)'],
  PIECE: ['个', 'pieces'],
  BOX: ['箱', 'boxes'],
  TEST: ['依据检测', 'On a test'],
  INTERNAL_CONTROL: ['依据内部质量控制', 'On quality control of one’s own'],
  SELF_PROMISE: ['自我承诺', 'On one’s word'],
  PRODUCER: ['农户或生产者', 'The producer'],
  VILLAGE_POINT: ['村级收集点', 'The village’s collection point'],
  LOGISTICS: ['物流', 'Carriers'],
  CHANNEL_FEE: ['渠道', 'The channel'],
  PLATFORM: ['县级平台', 'The county’s platform'],
} as const satisfies Record<string, Both>;

export type Word = keyof typeof WORDS;

/** Words of one language: `say` the page's own, `name` those of the graph's enums. */
export interface Words {
  readonly language: Language;
  /** As in the `lang` attribute. */
  readonly tag: string;
  say(word: Word): string;
  /** A name that is not known here, of a newer graph, is shown as it is. */
  name(of: string): string;
}

const wordsIn = (language: Language): Words => {
  const at = language === 'zh' ? 0 : 1;
  return {
    language,
    tag: language === 'zh' ? 'zh-CN' : 'en',
    say: (word) => WORDS[word][at],
    name: (of) => (NAMES as Readonly<Record<string, Both>>)[of]?.[at] ?? of,
  };
};

export const WORDS_OF: Readonly<Record<Language, Words>> = { zh: wordsIn('zh'), en: wordsIn('en') };
