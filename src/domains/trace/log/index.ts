import type { Domain, Kernel } from '../../kernel.js';
import { Heads } from './heads.js';
import { logRules } from './log.policy.js';
import { TraceLogResolver } from './log.resolver.js';
import { LogService } from './log.service.js';
import { postHeadDaily } from './publish.js';

export { Heads, latestHead, LogForked, type HeadRow } from './heads.js';
export { logChecks } from './log.checks.js';
export { proofBundles, type LoggedEvent } from './proof-bundle.js';
export { HeadDiffers, HeadRefused, postHead, writeHeads } from './publish.js';
export { appendLeaves, consistencyProof, inclusionProof, logSize, readsOf, type Reads } from './tree.js';

export interface LogOptions {
  /** Division code of the county: with the public host it names the log. */
  readonly county: string;
  readonly publicUrl: string | null;
  /** Where the newest head is posted once a day; null: nowhere. */
  readonly headsUrl: string | null;
}

/** How soon after an entry a head covers it. */
const SIGN_EVERY_S = 60;
const LOOK_EVERY_S = 3600;

/** `yizhan.example.cn/trace/340323`: a name without a scheme, as C2SP logs have. */
const originOf = ({ publicUrl, county }: LogOptions) =>
  `${publicUrl ? new URL(publicUrl).host : 'yizhan'}/trace/${county}`;

/** The transparency log: commitments in, signed heads and proofs out. */
export function createLog({ db, policy, privacy, clock }: Kernel, options: LogOptions): Domain & { heads: Heads } {
  policy.define(logRules);
  const heads = new Heads({ db, privacy, clock, origin: originOf(options) });
  const { headsUrl } = options;
  return {
    heads,
    resolvers: [new TraceLogResolver(new LogService())],
    recurring: [
      { name: 'trace.sign-head', everySeconds: SIGN_EVERY_S, work: async () => void (await heads.sign()) },
      ...(headsUrl
        ? [
            {
              name: 'trace.post-head',
              everySeconds: LOOK_EVERY_S,
              work: async () => void (await postHeadDaily(db, headsUrl)),
            },
          ]
        : []),
    ],
  };
}
