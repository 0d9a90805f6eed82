import { page, pageOf, requestError, type Page, type PageArgs } from '../../../platform/graphql/index.js';
import { fromBase64, toBase64, toHex, writeKey } from '../../../proof/index.js';
import { headsBefore, latestHead, type HeadRow } from './heads.js';
import { logKeys } from './keys.js';
import type { ConsistencyProof, InclusionProof, LogKey, TreeHead } from './log.types.js';
import { consistencyProof, inclusionProof, leafOf, type Reads } from './tree.js';

const headOf = (head: HeadRow): TreeHead & Pick<HeadRow, 'id'> => ({
  id: head.id,
  size: head.size,
  rootHash: toBase64(head.root),
  signedAt: head.signedAt,
  note: head.note,
});

const bad = (message: string) => requestError('BAD_USER_INPUT', message);

/** The log as the graph tells it. */
export class LogService {
  async heads(reads: Reads, args: PageArgs): Promise<Page<TreeHead>> {
    const { limit, after } = pageOf(args, 2);
    const [size, id] = (after ?? []).map(Number);
    if (after && !(Number.isSafeInteger(size) && Number.isSafeInteger(id)))
      throw bad('`after` is not a cursor of this list.');
    const rows = await headsBefore(reads, after && [size!, id!], limit + 1);
    return page(
      rows.map(headOf),
      limit,
      (row) => [row.size, row.id],
      async () => {
        const [counted] = await reads.read<{ n: number }>('trace_heads_n', 'select count(*) as n from trace_head');
        return counted!.n;
      },
    );
  }

  async latest(reads: Reads): Promise<TreeHead | null> {
    const head = await latestHead(reads);
    return head && headOf(head);
  }

  async inclusion(
    reads: Reads,
    { leafIndex, commitment, size }: { leafIndex: number | null; commitment: string | null; size: number | null },
  ): Promise<InclusionProof | null> {
    if ((leafIndex == null) === (commitment == null)) throw bad('Give either `leafIndex` or `commitment`.');
    const leaf = leafIndex ?? (await leafOf(reads, commitmentOf(commitment!)));
    const tree = size ?? (await latestHead(reads))?.size;
    const proof = leaf == null || tree === undefined ? null : await inclusionProof(reads, leaf, tree);
    return (
      proof && {
        leafIndex: proof.leafIndex,
        size: proof.size,
        commitment: toBase64(proof.commitment),
        path: proof.path.map(toBase64),
        rootHash: toBase64(proof.root),
      }
    );
  }

  async consistency(reads: Reads, from: number, to: number): Promise<ConsistencyProof | null> {
    if (from < 0 || from > to) throw bad('`from` is a whole number of entries, at most `to`.');
    const proof = await consistencyProof(reads, from, to);
    return (
      proof && {
        from,
        to,
        path: proof.path.map(toBase64),
        fromRootHash: toBase64(proof.fromRoot),
        toRootHash: toBase64(proof.toRoot),
      }
    );
  }

  async keys(reads: Reads): Promise<LogKey[]> {
    const keys = await logKeys(reads);
    return keys.map((key) => ({
      name: key.name,
      keyId: toHex(key.id),
      verifierKey: writeKey(key),
      madeAt: key.madeAt,
      retiredAt: key.retiredAt,
    }));
  }
}

function commitmentOf(text: string): Buffer {
  const bytes = fromBase64(text);
  if (bytes?.length !== 32) throw bad('`commitment` is 32 bytes in base64.');
  return Buffer.from(bytes);
}
