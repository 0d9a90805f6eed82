import type { TraceData } from './document.js';

const VOC = 'https://ref.gs1.org/voc/';

/** Kinds of links that a batch has, by their names in the GS1 web vocabulary, and the part of the page that each leads to. */
export const LINK_TYPES: Readonly<Record<string, string>> = {
  pip: '',
  traceability: '#when',
  certificationInfo: '#certificates',
  recallStatus: '#main',
};

/** The links of a batch as RFC 9264 has them, for `linkType=linkset` of GS1 Digital Link. `page` is the page's address. */
export function linksetOf({ link, batch }: TraceData, page: string): object {
  const title = batch.product.name;
  const shown = (fragment: string) =>
    ['zh', 'en'].map((lang) => ({
      href: `${page}?lang=${lang}${fragment}`,
      title,
      type: 'text/html',
      hreflang: [lang === 'zh' ? 'zh-CN' : 'en'],
    }));
  const json = { href: page, title, type: 'application/ld+json' };
  const links = Object.entries(LINK_TYPES).map(([type, fragment]) => [
    `${VOC}${type}`,
    [...shown(fragment), ...(type === 'traceability' ? [json] : [])],
  ]);
  const first = { href: page, title, type: 'text/html' };
  return { linkset: [{ anchor: link ?? page, [`${VOC}defaultLink`]: [first], ...Object.fromEntries(links) }] };
}

/** The batch as JSON-LD: what GS1 has words for by them, the rest by the graph's. */
export const jsonLdOf = (trace: TraceData, page: string): object => ({
  '@context': {
    '@vocab': `${new URL(page).origin}/graphql#`,
    gs1: VOC,
    gtin: 'gs1:gtin',
    code: 'gs1:hasBatchLotNumber',
  },
  '@id': trace.link ?? page,
  '@type': 'gs1:Product',
  'gs1:productName': { '@value': trace.batch.product.name, '@language': 'zh' },
  ...trace,
});
