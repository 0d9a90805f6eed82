import gcoord from 'gcoord';
import { requestError } from '../../platform/graphql/index.js';
import type { CoordinateSystem } from './position.types.js';
import { shopsErrors } from './shops.errors.js';

/** Degrees of WGS-84. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

export interface SourcePoint extends Point {
  readonly sourceSystem?: CoordinateSystem | null;
}

// Its types say `default` twice; at run time the CommonJS module itself is the default.
const converter = gcoord as unknown as typeof gcoord.default;

/** IUGG mean radius. */
const EARTH_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Checks and converts a point as a caller gave it. Throws BAD_POSITION at `field`. */
export function toWgs84({ latitude, longitude, sourceSystem }: SourcePoint, field: string): Point {
  if (!onGlobe({ latitude, longitude })) throw shopsErrors.refuse('BAD_POSITION', { field });
  if (!sourceSystem || sourceSystem === 'WGS84') return { latitude, longitude };
  const [lng, lat] = converter.transform([longitude, latitude], converter[sourceSystem], converter.WGS84) as [
    number,
    number,
  ];
  return { latitude: lat, longitude: lng };
}

/** The same for a query, whose failures are errors of the request and no data. */
export function askedPoint(point: SourcePoint): Point {
  if (!onGlobe(point)) throw requestError('BAD_USER_INPUT', `${shopsErrors.messages.BAD_POSITION.en}.`);
  return toWgs84(point, 'point');
}

/** Also false for what is no number. */
const onGlobe = ({ latitude, longitude }: Point): boolean => Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;

/** Great-circle distance in metres. */
export function haversineM(a: Point, b: Point): number {
  const dLat = (b.latitude - a.latitude) * RADIANS;
  const dLng = (b.longitude - a.longitude) * RADIANS;
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(a.latitude * RADIANS) * Math.cos(b.latitude * RADIANS) * Math.sin(dLng / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
}
