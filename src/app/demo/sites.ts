import type { Transaction } from '../../platform/persistence/index.js';

/** The three-tier network: the county centre, a centre in each of the 11 townships, 22 collection points. */
export async function seedSites(tx: Transaction, county: string): Promise<void> {
  await tx.query(
    `insert into site(code, kind, name, place_code)
     select 'CC-' || code, 'COUNTY_CENTRE', name || '电商运营服务中心（津汇菜市场三楼）', code from place where code = $1
     union all
     select 'TC-' || code, 'TOWNSHIP_CENTRE', name || '电商运营服务中心', code from place
      where level = 'TOWNSHIP' and parent_code = $1 and name not like '%经济开发区'
     union all
     select 'CP-' || code, 'COLLECTION_POINT', name || '农副产品收集点', code from (
       select v.*, row_number() over (partition by v.parent_code order by v.category = 'POOR' desc, v.code) n
         from place v join place t on t.code = v.parent_code
        where v.kind = 'VILLAGE' and t.parent_code = $1 and t.name not like '%经济开发区') v
      where n <= 2`,
    [county],
  );
  await tx.query(
    `insert into showcase(code, kind, name, place_code)
     select 'liuji-street', 'ECOMMERCE_STREET', '刘集镇电商一条街', code from place where code = '340323104'
     union all
     select 'dougou-village', 'DEMO_VILLAGE', '陡沟村电商示范村', code from place where code = '340323200207'`,
  );
  await tx.query(
    `insert into site(code, kind, name, place_code)
     select 'KIOSK-' || lpad(n::text, 4, '0'), 'KIOSK', '自助零售终端 ' || n, code
       from (select code, row_number() over (order by code) n from place where level = 'TOWNSHIP' and parent_code = $1) t
     union all
     select 'COUNTER-' || lpad(n::text, 4, '0'), 'COUNTER', '商超专柜 ' || n, code
       from (select code, row_number() over (order by code) n from place where level = 'TOWNSHIP' and parent_code = $1 limit 4) t`,
    [county],
  );
  await tx.query(
    `insert into device(code, kind, site_code) select code, kind, code from site where kind in ('KIOSK', 'COUNTER') order by code desc`,
  );
}
