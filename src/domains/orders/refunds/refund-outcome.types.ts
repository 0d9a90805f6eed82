import { registerEnumType } from 'type-graphql';

/** What can be said of a refund that was asked for. */
export enum RefundOutcome {
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
}
registerEnumType(RefundOutcome, { name: 'RefundOutcome', description: 'What became of a refund.' });
