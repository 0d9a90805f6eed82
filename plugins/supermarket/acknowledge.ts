import type { Call, Outcome, RawRequest, Reply } from 'yizhan/plugin-kit';
import { readBatch, streamOf } from './batch.js';
import type { Config } from './config.js';

type Status = 'ACCEPTED' | 'DUPLICATE' | 'QUARANTINED' | 'CONFLICT';

/** How an event is answered. A quarantined one is kept and its money counted; the till must not send it again. */
export function statusOf({ state, duplicate, results, code }: Outcome): { status: Status; code: string | null } {
  if (state === 'CONFLICT') return { status: 'CONFLICT', code: code ?? 'EVENT_REUSED' };
  const refused = results.find((result) => result.status === 'refused');
  if (state === 'DONE' && refused?.code === 'CONFLICT') return { status: 'CONFLICT', code: 'RECEIPT_REUSED' };
  if (state !== 'DONE') return { status: 'QUARANTINED', code: code ?? 'HELD' };
  return { status: duplicate ? 'DUPLICATE' : 'ACCEPTED', code: null };
}

/** Every event's status, how far the till's sequence is here without a gap, and the gaps. */
export async function acknowledgeBatch(
  outcomes: readonly Outcome[],
  request: RawRequest,
  { config, streams }: Call<Config>,
): Promise<Reply> {
  const { deviceId, epoch } = readBatch(request, config);
  const { through, missing } = await streams.seen(streamOf(deviceId, epoch));
  const results = outcomes.map((outcome) => ({ seq: outcome.message.sequence!.number, ...statusOf(outcome) }));
  return {
    status: 200,
    body: {
      ackedThroughSeq: through,
      results: results.toSorted((a, b) => a.seq - b.seq),
      missing: missing.map(([from, to]) => [from, to]),
    },
  };
}
