import { secret, z } from 'yizhan/plugin-kit';

const mqtt = z.object({
  url: z.string().regex(/^(mqtts?|wss?):\/\/./, 'an address such as mqtts://broker.example:8883'),
  username: z.string().optional(),
  password: secret('The broker’s password').optional(),
  prefix: z
    .string()
    .regex(/^[\w-]+(\/[\w-]+)*$/, 'letters, digits, - and _, with / between')
    .default('yizhan'),
});

const schema = z.object({
  /** Every machine's key is made from it, its code and the version of its credential: none is kept. */
  masterKey: secret('What machines’ keys are made from: 32 characters or more, known to nobody else').refine(
    (text) => text.length >= 32,
    '32 characters or more',
  ),
  /** Seconds by which a machine's clock may be off when it signs. */
  toleranceSeconds: z.int().min(30).max(900).default(300),
  /** Left out: machines are reached over HTTP alone. */
  mqtt: mqtt.optional(),
});

export type KioskConfig = z.infer<typeof schema>;
export type MqttConfig = z.infer<typeof mqtt>;

export const config = { version: 1, schema };
