import type { Json } from '../../plugin-kit/index.js';
import type { ConformanceCase } from '../case.js';
import { expect, shown } from '../failed.js';
import { isSame } from '../same.js';

const always = () => true;

export const settingsCases: readonly ConformanceCase[] = [
  {
    name: 'verify-good',
    title: 'settings that are good are verified, and the connection is activated',
    needs: always,
    run: async (bench) => {
      expect(
        (await bench.connection.state()) === 'ACTIVE',
        'the connection is not ACTIVE after `verify` and `activate`',
      );
    },
  },
  {
    name: 'verify-wrong',
    title: 'settings that the remote side refuses are not verified',
    needs: always,
    run: async (bench) => {
      const { state, refusals } = await bench.connection.attempt(bench.simulator.wrongSettings());
      expect(
        refusals.length > 0 && state === 'CREATED',
        '`verify` did not throw NotVerified for `wrongSettings()`: an operator would activate an account that does not work',
      );
      const verified = bench.witness.said.filter(
        ({ where, text }) => where === 'verify' && text.includes('NotVerified'),
      );
      expect(verified.length > 0, `\`verify\` threw something else than NotVerified: ${shown(refusals)}`);
    },
  },
  {
    name: 'settings-older',
    title: 'settings kept by an older version are upgraded, and work',
    needs: ({ plugin }) => plugin.config.version > 1,
    lacks: ({ olderSettings }) =>
      olderSettings ? null : '`config.version` is above 1: add `olderSettings` to the simulator',
    run: async (bench) => {
      const { config } = bench.plugin;
      expect(
        config.upgrade !== undefined,
        '`config.upgrade` is missing: connections of older versions would not start',
      );
      const present = config.schema.parse(bench.simulator.settings());
      const older = bench.simulator.olderSettings!();
      expect(older.length > 0, '`olderSettings()` of the simulator answers none');
      for (const { version, settings } of older) {
        let upgraded: unknown;
        try {
          upgraded = config.schema.parse(config.upgrade(settings as Readonly<Record<string, Json>>, version));
        } catch (error) {
          expect(
            false,
            `\`upgrade\` cannot make settings of version ${version} into the schema's: ${shown(String(error))}`,
          );
        }
        expect(
          isSame(upgraded, present),
          `\`upgrade\` of version ${version} lost or changed: ${differing(upgraded, present).join(', ')}`,
        );
        await bench.connection.withStored(settings, version, async () => {
          const { status, message } = await bench.connection.health();
          expect(status === 'OK', `on settings of version ${version} the connection is ${status}: ${message}`);
        });
      }
    },
  },
  {
    name: 'settings-newer',
    title: 'settings kept by a newer version are left alone: the connection does not start, and health says so',
    needs: always,
    run: async (bench) => {
      const { version } = bench.plugin.config;
      await bench.connection.withStored(bench.simulator.settings(), version + 1, async () => {
        const { status, message } = await bench.connection.health();
        expect(status !== 'OK', `settings of version ${version + 1} are used by a plug-in of version ${version}`);
        expect(message.includes(String(version + 1)), `health does not say which version it found: ${message}`);
      });
      const { status, message } = await bench.connection.health();
      expect(status === 'OK', `after its own settings are back the connection is ${status}: ${message}`);
    },
  },
];

/** Names alone: a value may be a secret. */
function differing(one: unknown, other: unknown): string[] {
  const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !isSame(a[key], b[key]));
}
