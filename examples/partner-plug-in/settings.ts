import { secret, z, type ConfigSpec } from 'yizhan/plugin-kit';

const schema = z.object({
  url: z.url().meta({ description: 'Address of the canteen service, such as https://canteen.example.cn' }),
  shop: z
    .string()
    .regex(/^[A-Z0-9-]{3,20}$/)
    .meta({ description: 'Our shop there' }),
  key: secret('What we prove ourselves with'),
  pushKey: secret('What they sign with'),
});

export type CanteenSettings = z.infer<typeof schema>;

/** Version 1 had a host without its protocol. */
export const settings: ConfigSpec<CanteenSettings> = {
  version: 2,
  schema,
  upgrade: ({ address, ...same }) => ({ ...same, url: `http://${String(address)}` }),
};
