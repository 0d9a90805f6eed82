import type { Database } from '../../../platform/persistence/index.js';
import type { Viewer } from '../../../platform/policy/index.js';

/** A name to greet a viewer by: staff by their own, a device by its code, a channel by its name. */
export async function viewerName(db: Database, { kind, id }: Viewer): Promise<string> {
  if (kind === 'channel') return id;
  if (kind === 'visitor') return '访客';
  if (kind === 'customer') return '顾客';
  const [text, name] =
    kind === 'staff'
      ? ['select display_name as name from staff where id = $1', 'viewer_staff']
      : ['select code as name from device where id = $1', 'viewer_device'];
  const [row] = await db.read<{ name: string }>(name, text, [id]);
  return row?.name ?? id;
}
