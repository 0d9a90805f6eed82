import type { Database } from '../../platform/persistence/index.js';
import { loaderOf, type RequestContext } from '../../platform/graphql/index.js';
import { placeReads } from './places.reads.js';
import type { FormerPlaceCode, PlaceRow, Showcase, ShowcaseKind, VillageCategory } from './places.types.js';

interface ShowcaseRow extends Showcase {
  placeCode: string;
}

/** Reads of the divisions. They are public and change rarely. */
export class PlacesService {
  constructor(
    private readonly db: Database,
    readonly countyCode: string,
  ) {}

  place(context: RequestContext, code: string): Promise<PlaceRow | null> {
    return placeReads.byKey(context, code);
  }

  /** The place a code means today: the code itself, or the one that took its place. */
  async current(context: RequestContext, code: string): Promise<PlaceRow | null> {
    const place = await this.place(context, code);
    if (place) return place;
    const [former] = await this.db.read<{ code: string }>(
      'place_current',
      'select new_code as code from former_place_code where old_code = $1',
      [code],
    );
    return former ? this.place(context, former.code) : null;
  }

  /** Children of a place in code order, batched over the parents of one request. */
  async children(context: RequestContext, parent: string, category?: VillageCategory | null): Promise<PlaceRow[]> {
    const all = await loaderOf<string, PlaceRow[]>(context, 'Place.children', async (parents) => {
      const rows = await this.db.read<{ code: string; parent: string }>(
        'place_children',
        'select code, parent_code as parent from place where parent_code = any($1) order by code',
        [parents],
      );
      const places = await placeReads.byKeys(
        this.db,
        rows.map((row) => row.code),
      );
      const of = Map.groupBy(places as PlaceRow[], (place) => place.parentCode!);
      return parents.map((code) => of.get(code) ?? []);
    }).load(parent);
    return category ? all.filter((place) => place.category === category) : all;
  }

  formerCodes(context: RequestContext, code: string): Promise<FormerPlaceCode[]> {
    return loaderOf<string, FormerPlaceCode[]>(context, 'Place.formerCodes', async (codes) => {
      const rows = await this.db.read<FormerPlaceCode & { newCode: string }>(
        'place_former',
        'select old_code as code, old_name as name, note, new_code as "newCode" from former_place_code where new_code = any($1) order by old_code',
        [codes],
      );
      const of = Map.groupBy(rows, (row) => row.newCode);
      return codes.map((c) => of.get(c) ?? []);
    }).load(code);
  }

  /** Streets and demonstration villages below a place. */
  async showcases(context: RequestContext, under: string, kind?: ShowcaseKind | null): Promise<ShowcaseRow[]> {
    const rows = await this.db.read<ShowcaseRow>(
      'showcases',
      'select code, kind, name, place_code as "placeCode" from showcase where place_code like $1 order by code',
      [`${under}%`],
    );
    const wanted = kind ? rows.filter((row) => row.kind === kind) : rows;
    return Promise.all(
      wanted.map(async (row) => ({
        ...row,
        place: ((await this.place(context, row.placeCode)) ?? undefined) as Showcase['place'],
      })),
    );
  }
}
