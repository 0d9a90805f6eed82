import type { Domain, Kernel } from '../kernel.js';
import { placeReads, siteReads } from './places.reads.js';
import { CountyResolver, PlacesResolver, TownshipResolver, VillageResolver } from './places.resolver.js';
import { PlacesService } from './places.service.js';

export { placeReads, siteReads } from './places.reads.js';
export { County, Place, Showcase, Site, SiteKind, Township, Village, VillageCategory, VillageKind, type PlaceRow, type SiteRow } from './places.types.js';
export { parseDivisions, type DivisionRow } from './division.js';
export { loadDivisions } from './load-divisions.js';
export type { PlacesService } from './places.service.js';

export function createPlaces({ db, policy, nodes }: Kernel, countyCode: string): Domain & { places: PlacesService } {
  const places = new PlacesService(db, countyCode);
  policy.define((allow) => allow('read', 'Place'));
  for (const type of ['County', 'Township', 'Village']) nodes.register(type, (context, code) => placeReads.byKey(context, code));
  nodes.register('Site', (context, code) => siteReads.byKey(context, code));
  return {
    places,
    resolvers: [new PlacesResolver(places), new CountyResolver(places), new TownshipResolver(places), new VillageResolver(places)],
  };
}
