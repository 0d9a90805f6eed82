import { checkCharacter, SYNTHETIC_REGION } from './rules/id-number.rules.js';

/** A made-up household: every value is deterministic, and no number in it can belong to a person. */
export interface SyntheticHousehold {
  villageCode: string;
  householdNo: string;
  name: string;
  idNumber: string;
  phone: string;
  category: 'RELIEVED' | 'MONITORED' | 'GENERAL';
  willing: boolean;
  able: boolean;
  helper: string;
}

/** The county's count of registered poor households (mission A3). */
export const HOUSEHOLDS_IN_THE_PLAN = 11_724;

/** No operator has numbers beginning 154, yet they have the form of a mobile number. */
const UNASSIGNED_MOBILE = '154';

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'];
const GIVEN = [...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华建国文辉玉梅春红志海永福成田'];

/** Spreads `count` households over the villages, numbered within each; the same call makes the same households. */
export function* syntheticHouseholds(
  villageCodes: readonly string[],
  count = HOUSEHOLDS_IN_THE_PLAN,
): Generator<SyntheticHousehold> {
  const random = mulberry32(340_323);
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)]!;
  const name = () => pick(SURNAMES) + pick(GIVEN) + (random() < 0.7 ? pick(GIVEN) : '');
  for (let i = 0; i < count; i++) {
    const draw = random();
    const willing = random() < 0.55;
    yield {
      villageCode: villageCodes[i % villageCodes.length]!,
      householdNo: String(Math.floor(i / villageCodes.length) + 1).padStart(4, '0'),
      name: name(),
      idNumber: syntheticIdNumber(i),
      phone: `${UNASSIGNED_MOBILE}${String(i).padStart(8, '0')}`,
      category: draw < 0.9 ? 'RELIEVED' : 'MONITORED',
      willing,
      able: random() < (willing ? 0.8 : 0.5),
      helper: name(),
    };
  }
}

const FIRST_BIRTHDAY = Date.UTC(1950, 0, 1);
const BIRTHDAYS = 16_000;

/** A birthday and a running number that together repeat only after 16,000 households. */
function syntheticIdNumber(i: number): string {
  const born = new Date(FIRST_BIRTHDAY + ((i * 37) % BIRTHDAYS) * 86_400_000)
    .toISOString()
    .slice(0, 10)
    .replaceAll('-', '');
  const digits = `${SYNTHETIC_REGION}${born}${String(i % 1000).padStart(3, '0')}`;
  return digits + checkCharacter(digits);
}

/** A small seeded generator (mulberry32): the demo must be the same on every machine. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
