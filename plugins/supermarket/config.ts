import { secret, z, type ConfigSpec } from 'yizhan/plugin-kit';
import { LAYOUT } from './scale-barcode.js';

const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/);

const scaleRule = z
  .strictObject({
    prefix: z.string().regex(/^\d{1,3}$/),
    layout: z.string().regex(LAYOUT, 'a layout such as FFWWWWWEEEEEC, of 13 or 18 places'),
  })
  .refine(({ prefix, layout }) => layout.lastIndexOf('F') + 1 === prefix.length, {
    path: ['prefix'],
    error: 'as long as the F in the layout',
  });

const store = z.strictObject({
  /** The counter's site in our graph. */
  siteCode: z.string().min(1),
  /** Labels of this store's scales. */
  scaleBarcodes: z.array(scaleRule).max(20).default([]),
  /** `chain`: a PLU is the same article in every store of this connection. `store`: it is this store's own. */
  pluScope: z.enum(['chain', 'store']).default('chain'),
  /** How far a label's amount may lie from weight × price, in thousandths, with one fen at least. */
  priceTolerancePermille: z.int().min(0).max(1_000).default(10),
  /** The store's GLN of 13 digits, by which EANCOM files name it. */
  gln: z
    .string()
    .regex(/^\d{13}$/)
    .optional(),
});

const device = z.strictObject({
  /** The store it stands in; `*` for a back office that declares for all of them. */
  store: z.union([code, z.literal('*')]),
  kind: z.enum(['TILL', 'OFFICE']).default('TILL'),
  key: secret('The key this device signs with, of 16 characters at least.').min(16),
  /** Taken beside the key while the device changes to it. */
  nextKey: secret('The key this device will sign with.').min(16).optional(),
});

const schema = z
  .strictObject({ stores: z.record(code, store), devices: z.record(code, device) })
  .superRefine(({ stores, devices }, context) => {
    for (const [id, { store: of, kind }] of Object.entries(devices)) {
      if (of === '*' ? kind === 'OFFICE' : stores[of]) continue;
      const message = of === '*' ? 'a till stands in one store' : `there is no store ${of}`;
      context.addIssue({ code: 'custom', path: ['devices', id, 'store'], message });
    }
  });

export type Config = z.output<typeof schema>;
export type Store = Config['stores'][string];
export type Device = Config['devices'][string];

export const config: ConfigSpec<Config> = { version: 1, schema };
