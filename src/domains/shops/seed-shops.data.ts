import type { Point } from './position.rules.js';
import { ShopServiceKind } from './shop.entity.js';
import type { OpenHours } from './shop.rules.js';

/** The county seat, roughly. Every other position of the demo is invented around it. */
export const SEAT: Point = { latitude: 33.32, longitude: 117.31 };

/** Invented centres of townships, by their codes. */
export const TOWNSHIP_CENTRES: Readonly<Record<string, Point>> = {
  '340323100': { latitude: 33.318, longitude: 117.312 },
  '340323101': { latitude: 33.245, longitude: 117.185 },
  '340323102': { latitude: 33.185, longitude: 117.345 },
  '340323103': { latitude: 33.158, longitude: 117.288 },
  '340323104': { latitude: 33.405, longitude: 117.365 },
  '340323105': { latitude: 33.432, longitude: 117.205 },
  '340323106': { latitude: 33.335, longitude: 117.145 },
  '340323107': { latitude: 33.398, longitude: 117.548 },
  '340323108': { latitude: 33.265, longitude: 117.262 },
  '340323109': { latitude: 33.352, longitude: 117.452 },
  '340323200': { latitude: 33.468, longitude: 117.402 },
  '340323402': { latitude: 33.288, longitude: 117.332 },
};

export const TRADES = [
  '农粮驿站',
  '特产超市',
  '鲜果铺',
  '粮油店',
  '禽蛋行',
  '腌菜坊',
  '便民商店',
  '黑花生专营店',
] as const;

const everyDay = (opens: string, closes: string): OpenHours[] =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens, closes }));

export const HOURS: readonly OpenHours[][] = [
  everyDay('08:00', '18:00'),
  everyDay('07:30', '20:30'),
  everyDay('09:00', '21:00').slice(0, 6),
  everyDay('18:00', '02:00'),
];

const { PICK_UP, DELIVERY, RETURNS, TASTING, PARCELS, FARM_COLLECTION } = ShopServiceKind;

export const SERVICES: readonly ShopServiceKind[][] = [
  [PICK_UP, DELIVERY, RETURNS],
  [PICK_UP, PARCELS],
  [PICK_UP, TASTING],
  [PICK_UP, FARM_COLLECTION, PARCELS],
  [],
];

export interface Picking {
  name: string;
  season: [from: string, to: string];
  capacity: number;
  priceFen: number;
}

export const PICKINGS: readonly Picking[] = [
  { name: '草莓采摘', season: ['12-01', '04-15'], capacity: 60, priceFen: 5_000 },
  { name: '西瓜采摘', season: ['06-01', '07-31'], capacity: 80, priceFen: 3_000 },
  { name: '葡萄采摘', season: ['07-15', '09-20'], capacity: 50, priceFen: 4_000 },
  { name: '酥梨采摘', season: ['08-01', '09-30'], capacity: 50, priceFen: 3_500 },
  { name: '花生收挖体验', season: ['08-20', '10-15'], capacity: 40, priceFen: 2_000 },
  { name: '大棚蔬菜采摘', season: ['01-01', '12-31'], capacity: 30, priceFen: 1_500 },
];
