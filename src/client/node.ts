import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Keep } from './keep.js';

/** Keeps in a file, readable by its owner alone. After a power cut it is the old one or the new one, never half of one. */
export function fileKeep(path: string): Keep {
  return {
    load: async () => {
      try {
        return JSON.parse(await readFile(path, 'utf8')) as unknown;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    save: async (kept) => {
      const folder = dirname(path);
      await mkdir(folder, { recursive: true });
      const beside = `${path}.new`;
      const file = await open(beside, 'w', 0o600);
      try {
        await file.writeFile(JSON.stringify(kept));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, path);
      await syncFolder(folder);
    },
  };
}

/** The new name is on the disk only with its folder. Windows opens no folders, and needs none of this. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
