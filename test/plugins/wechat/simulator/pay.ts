import type { Account } from './account.js';
import { bill } from './bill.js';
import { checkMerchant, Refused, sealed, sha1, type Answer, type Asked } from './exchange.js';
import type { Refunds } from './refunds.js';
import type { Trades } from './trades.js';

/** API v3 of WeChat Pay for one merchant. */
export class PayApi {
  constructor(
    private readonly account: Account,
    private readonly trades: Trades,
    private readonly refunds: Refunds,
    private readonly now: () => Date,
    private readonly base: () => string,
  ) {}

  answer(asked: Asked): Answer {
    checkMerchant(asked, this.account, this.now());
    const { pathname, searchParams } = new URL(asked.url, 'http://local');
    const at = (method: string, path: RegExp) => (asked.method === method ? path.exec(pathname) : null);
    const prepay = at('POST', /^\/v3\/pay\/transactions\/(jsapi|native)$/);
    if (prepay) return ok(this.trades.prepay(prepay[1] === 'jsapi' ? 'JSAPI' : 'NATIVE', asked.body));
    const close = at('POST', /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)\/close$/);
    if (close) {
      this.trades.close(decodeURIComponent(close[1]!));
      return { status: 204 };
    }
    const query = at('GET', /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)$/);
    if (query) {
      if (searchParams.get('mchid') !== this.account.mchid) throw new Refused(400, 'PARAM_ERROR', 'mchid');
      return ok(this.trades.view(this.trades.get(decodeURIComponent(query[1]!))));
    }
    if (at('POST', /^\/v3\/refund\/domestic\/refunds$/)) return ok(this.refunds.ask(asked.body));
    const refund = at('GET', /^\/v3\/refund\/domestic\/refunds\/([^/]+)$/);
    if (refund) return ok(this.refunds.view(this.refunds.get(decodeURIComponent(refund[1]!))));
    if (at('GET', /^\/v3\/bill\/tradebill$/)) return ok(this.billAddress(searchParams.get('bill_date') ?? ''));
    if (at('GET', /^\/v3\/billdownload\/file$/)) return this.billFile(searchParams.get('token') ?? '');
    if (at('GET', /^\/v3\/certificates$/)) return ok(this.certificates());
    throw new Refused(404, 'NOT_FOUND', pathname);
  }

  private billAddress(day: string): object {
    if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new Refused(400, 'PARAM_ERROR', 'bill_date');
    const text = bill(day, this.account, this.trades, this.refunds);
    if (text === null) throw new Refused(400, 'NO_STATEMENT_EXIST', '账单文件不存在');
    const file = Buffer.from(text);
    return {
      hash_type: 'SHA1',
      hash_value: sha1(file),
      download_url: `${this.base()}/v3/billdownload/file?token=${day}`,
    };
  }

  private billFile(day: string): Answer {
    const text = bill(day, this.account, this.trades, this.refunds);
    if (text === null) throw new Refused(404, 'RESOURCE_NOT_EXISTS');
    return { status: 200, body: Buffer.from(text), unsigned: true };
  }

  private certificates(): object {
    const { serial, pem } = this.account.byCertificate;
    return { data: [{ serial_no: serial, encrypt_certificate: sealed(pem, this.account.apiV3Key, 'certificate') }] };
  }
}

const ok = (body: object): Answer => ({ status: 200, body });
