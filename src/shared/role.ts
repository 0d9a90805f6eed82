/** Every role a viewer can have (mission A1): three tiers of staff, those who help households, trade, machines, visitors. */
export const ROLES = [
  'COUNTY_OPERATOR',
  'TOWNSHIP_OPERATOR',
  'VILLAGE_OPERATOR',
  'CADRE',
  'HELPER',
  'INFO_OFFICER',
  'AUDITOR',
  'SHOP_OWNER',
  'PRODUCER',
  'CUSTOMER',
  'DEVICE',
  'CHANNEL',
  'VISITOR',
] as const;

export type Role = (typeof ROLES)[number];

/** Roles that keep the register of their region: households, goods, stock. */
export const REGISTRARS: readonly string[] = [
  'COUNTY_OPERATOR',
  'TOWNSHIP_OPERATOR',
  'VILLAGE_OPERATOR',
  'CADRE',
  'HELPER',
  'INFO_OFFICER',
];

/** Roles that answer for the trade of their region: orders, listings, shops. */
export const OPERATORS: readonly string[] = ['COUNTY_OPERATOR', 'TOWNSHIP_OPERATOR', 'VILLAGE_OPERATOR'];
