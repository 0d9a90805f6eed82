import { describe, expect, it } from '@jest/globals';
import { createLogger, withoutPersonalData, type Logger } from '../../../src/platform/logging/index.js';

function written(log: (logger: Logger) => void, logLevel: 'info' | 'warn' = 'info'): Record<string, unknown>[] {
  const lines: string[] = [];
  log(createLogger({ logLevel }, { write: (line: string) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  it('writes a line of JSON with level and ISO time, from the level on that was asked for', () => {
    const lines = written((logger) => {
      logger.info('left out');
      logger.warn({ shop: 7 }, 'kept');
    }, 'warn');
    expect(lines).toEqual([
      { level: 'warn', time: expect.stringMatching(/^\d{4}-.*Z$/), pid: process.pid, shop: 7, msg: 'kept' },
    ]);
  });

  it('hides personal fields and credentials, however deep', () => {
    const [line] = written((logger) =>
      logger.info({
        input: {
          buyer: { name: '王小明', phone: '13800138000', note: 'kept' },
          lines: [{ productId: 5, delivery_address: 'kept', address: '陡沟村 1 号' }],
        },
        idNumber: '340323199001011234',
        id_number: '340323199001011234',
        headers: { authorization: 'Bearer abc', 'set-cookie': 'a=b' },
        village: { name: '陡沟村' },
        token: null,
      }),
    );
    expect(line).toMatchObject({
      input: {
        buyer: { name: '[hidden]', phone: '[hidden]', note: 'kept' },
        lines: [{ productId: 5, address: '[hidden]' }],
      },
      idNumber: '[hidden]',
      id_number: '[hidden]',
      headers: { authorization: '[hidden]', 'set-cookie': '[hidden]' },
      village: { name: '陡沟村' },
      token: null,
    });
  });

  it('leaves out what a database error repeats of a row', () => {
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (x)=(secret row)',
      parameters: ['secret row'],
      client: new (class Client {
        connection = 'secret row';
      })(),
    });
    const [line] = written((logger) => logger.error({ err: error }, 'failed'));
    expect(line?.err).toMatchObject({ type: 'Error', message: 'duplicate key', code: '23505' });
    expect(JSON.stringify(line)).not.toContain('secret row');
  });

  it('scrubs ID numbers and mobile phones from messages and stacks, and no other numbers', () => {
    const [line] = written((logger) =>
      logger.info('手机13800138000, id 34032319900101123X, village 340323200207, 1763985600000'),
    );
    expect(line?.msg).toBe('手机[phone], id [id number], village 340323200207, 1763985600000');
  });

  it('logs the path of a request without its query', () => {
    const [line] = written((logger) => logger.info({ req: { method: 'GET', url: '/graphql?token=x', ip: '::1' } }));
    expect(line?.req).toEqual({ method: 'GET', path: '/graphql', address: '::1' });
  });

  it('neither follows a circle for ever nor changes what it is given', () => {
    const circle: Record<string, unknown> = { phone: '1' };
    circle.self = circle;
    expect(JSON.stringify(withoutPersonalData(circle)).length).toBeLessThan(400);
    expect(circle.phone).toBe('1');
  });
});
