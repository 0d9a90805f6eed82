import { v7 as uuidv7 } from 'uuid';
import { generalErrors, globalId, uuidKey } from '../../../platform/graphql/index.js';
import type { Database, Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import { peopleErrors } from '../people.errors.js';
import { fileOf, type FileSource } from './file-source.js';

export const UPLOAD_LIMIT = 20 * 1024 * 1024;

export interface Upload {
  readonly id: string;
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
}

/** Files that wait for their import. Only who sent one can name it. */
export class Uploads {
  constructor(private readonly db: Database) {}

  /** @throws DomainError FILE_TOO_LARGE above 20 MB */
  async save(viewer: Viewer, filename: string, bytes: Buffer): Promise<Upload> {
    if (!may(viewer, 'create', 'Upload')) throw generalErrors.refuse('OUT_OF_REGION');
    if (bytes.length > UPLOAD_LIMIT) throw peopleErrors.refuse('FILE_TOO_LARGE');
    const key = uuidv7();
    const name = filename.replace(/[\p{Cc}/\\]/gu, '').slice(-120) || 'handbook';
    await this.db.pool.query(
      'insert into upload(id, filename, size, content, uploaded_by) values ($1, $2, $3, $4, $5)',
      [key, name, bytes.length, bytes, viewer.scope],
    );
    return { id: globalId('Upload', key), filename: name, size: bytes.length };
  }

  /** @throws DomainError UNKNOWN_UPLOAD, also for somebody else's */
  async open(tx: Transaction, viewer: Viewer, id: string): Promise<FileSource> {
    const [found] = await tx.query<{ filename: string; content: Buffer }>(
      'select filename, content from upload where id = $1 and uploaded_by = $2',
      [uuidKey(id, 'Upload'), viewer.scope],
    );
    if (!found) throw peopleErrors.refuse('UNKNOWN_UPLOAD', { field: 'uploadId' });
    return fileOf(found.filename, found.content);
  }
}
