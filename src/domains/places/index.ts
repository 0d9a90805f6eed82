import type { Domain, Kernel } from '../kernel.js';
import { placeReads, siteReads } from './places.reads.js';
import { CountyResolver, PlacesResolver, TownshipResolver, VillageResolver } from './places.resolver.js';
import { PlacesService } from './places.service.js';
import { siteEvents } from './site.events.js';
import { SitesResolver } from './sites.resolver.js';
import { SitesService } from './sites.service.js';

export { placeReads, siteReads } from './places.reads.js';
export {
  County,
  Place,
  Showcase,
  Site,
  SiteKind,
  Township,
  Village,
  VillageCategory,
  VillageKind,
  type PlaceRow,
  type SiteRow,
} from './places.types.js';
export { parseDivisions, type DivisionRow } from './division.js';
export { loadDivisions } from './load-divisions.js';
export type { PlacesService } from './places.service.js';

export function createPlaces(
  { db, policy, nodes, events }: Kernel,
  countyCode: string,
): Domain & { places: PlacesService } {
  const places = new PlacesService(db, countyCode);
  events.define(siteEvents);
  policy.define((allow, { role, placeCode }) => {
    allow('read', 'Place');
    if (placeCode && (role === 'COUNTY_OPERATOR' || role === 'TOWNSHIP_OPERATOR'))
      allow('create', 'Site', { place: { under: placeCode } });
  });
  for (const type of ['County', 'Township', 'Village'])
    nodes.register(type, (context, code) => placeReads.byKey(context, code));
  nodes.register('Site', (context, code) => siteReads.byKey(context, code));
  return {
    places,
    resolvers: [
      new PlacesResolver(places),
      new CountyResolver(places),
      new TownshipResolver(places),
      new VillageResolver(places),
      new SitesResolver(new SitesService(db)),
    ],
  };
}
