import { haversineM, type Point } from './position.rules.js';
import { shopsErrors } from './shops.errors.js';

/** Where a site delivers. Points are WGS-84; the edges of a polygon are straight in degrees; a border counts as inside. */
export type Area = { kind: 'RADIUS'; centre: Point; radiusM: number } | { kind: 'POLYGON'; polygon: readonly Point[] };

const MAX_RADIUS_M = 200_000;
const MAX_CORNERS = 200;
/** Some 0.1 mm in degrees: what rounding may move a point that lies on an edge. */
const EPSILON = 1e-9;

export function inside(area: Area, point: Point): boolean {
  return area.kind === 'RADIUS' ? haversineM(area.centre, point) <= area.radiusM : insidePolygon(area.polygon, point);
}

/** Even-odd rule; a vertex counts for the edge below it only, so a ray through a corner is counted once. */
export function insidePolygon(polygon: readonly Point[], point: Point): boolean {
  let within = false;
  for (const [a, b] of edgesOf(polygon)) {
    if (onSegment(a, b, point)) return true;
    if (a.latitude > point.latitude === b.latitude > point.latitude) continue;
    const crossing =
      a.longitude + ((point.latitude - a.latitude) / (b.latitude - a.latitude)) * (b.longitude - a.longitude);
    if (point.longitude < crossing) within = !within;
  }
  return within;
}

/** Throws BAD_RADIUS or BAD_POLYGON. */
export function checkArea(area: Area): void {
  if (area.kind === 'RADIUS') {
    if (!Number.isInteger(area.radiusM) || area.radiusM < 1 || area.radiusM > MAX_RADIUS_M)
      throw shopsErrors.refuse('BAD_RADIUS', { field: 'radius.radiusM' });
  } else if (!isSimple(area.polygon)) throw shopsErrors.refuse('BAD_POLYGON', { field: 'polygon' });
}

/** Three corners or more that enclose something, with no edge touching another but its neighbours at their corner. */
function isSimple(polygon: readonly Point[]): boolean {
  if (polygon.length < 3 || polygon.length > MAX_CORNERS) return false;
  const edges = edgesOf(polygon);
  for (let i = 0; i < edges.length; i++) {
    const [a, b] = edges[i]!;
    if (same(a, b)) return false;
    const [, c] = edges[(i + 1) % edges.length]!;
    if (turn(a, b, c) === 0 && (onSegment(a, b, c) || onSegment(b, c, a))) return false;
    for (let j = i + 2; j < edges.length; j++) {
      if (i === 0 && j === edges.length - 1) continue;
      if (touch(a, b, ...edges[j]!)) return false;
    }
  }
  return true;
}

const edgesOf = (polygon: readonly Point[]): [Point, Point][] =>
  polygon.map((corner, i) => [corner, polygon[(i + 1) % polygon.length]!]);

const same = (a: Point, b: Point): boolean =>
  Math.abs(a.latitude - b.latitude) <= EPSILON && Math.abs(a.longitude - b.longitude) <= EPSILON;

/** Side of the line a→b that c lies on: -1, 1, or 0 on the line within EPSILON. */
function turn(a: Point, b: Point, c: Point): number {
  const cross =
    (b.longitude - a.longitude) * (c.latitude - a.latitude) - (b.latitude - a.latitude) * (c.longitude - a.longitude);
  const length = Math.hypot(b.longitude - a.longitude, b.latitude - a.latitude);
  return Math.abs(cross) <= EPSILON * length ? 0 : Math.sign(cross);
}

function onSegment(a: Point, b: Point, p: Point): boolean {
  return (
    turn(a, b, p) === 0 && between(a.longitude, b.longitude, p.longitude) && between(a.latitude, b.latitude, p.latitude)
  );
}

const between = (a: number, b: number, x: number): boolean =>
  x >= Math.min(a, b) - EPSILON && x <= Math.max(a, b) + EPSILON;

function touch(a: Point, b: Point, c: Point, d: Point): boolean {
  if (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) return true;
  return onSegment(a, b, c) || onSegment(a, b, d) || onSegment(c, d, a) || onSegment(c, d, b);
}
