import '../test/kit/run-typescript.js';

/**
 * Taobao's gateway in a process of its own, with so many paid trades spread over the last month. Each is of one or two of the
 * codes that it is given. Says its address and its shop's settings when it is ready.
 */
process.once('message', async ({ trades, codes }) => {
  const { startGateway } = await import('../test/plugins/taobao/simulator/gateway.ts');
  const { url, shop } = await startGateway();
  const now = Date.now();
  for (let i = 0; i < trades; i++) {
    const at = new Date(now - 60_000 - Math.floor((i / trades) * 30 * 86_400_000));
    shop.now = () => at;
    const lines = [0, 1].slice(0, 1 + (i % 2)).map((k) => ({
      outer_iid: codes[(i + k) % codes.length],
      num: 1 + (i % 3),
      payment: '15.00',
    }));
    shop.trade({ payment: lines.length === 2 ? '35.00' : '20.00', post_fee: '5.00' }, lines);
  }
  shop.now = () => new Date();
  const settings = {
    gateway: url,
    appKey: shop.appKey,
    appSecret: shop.appSecret,
    session: shop.session,
    sellerNick: shop.nick,
  };
  process.send({ settings });
});
process.once('disconnect', () => process.exit());
