/** One event of the log. `occurredAt` is ISO text in UTC. */
export interface FeedEvent {
  pos: number;
  kind: string;
  subject: string;
  version: number;
  payload: Record<string, unknown>;
  occurredAt: string;
}
