import { ReadModel } from '../../../platform/graphql/index.js';
import { siteReads } from '../../places/index.js';

export interface ConcessionTermRow {
  id: string;
  key: number;
  siteCode: string;
  placeCode: string;
}

export const termReads = new ReadModel<ConcessionTermRow>({
  type: 'ConcessionTerm',
  table: '(select t.*, c.place_code from concession_term t join concession c on c.site_code = t.site_code)',
  key: 'key',
  columns: {
    key: '$t.id',
    siteCode: { sql: '$t.site_code', always: true },
    placeCode: { sql: '$t.place_code', always: true },
    industry: '$t.industry',
    fromDate: { sql: '$t.from_date::text', for: ['fromDate'] },
    rateBp: '$t.rate_bp',
    guaranteeFen: '$t.guarantee_fen',
    setAt: { sql: '$t.at', for: ['setAt'] },
  },
}).one('site', siteReads, 'siteCode', (t, s) => `left join site ${s} on ${s}.code = ${t}.site_code`);
