/** One connection as its session sees it, whatever its transport. */
export interface Line {
  /** Bytes handed over and not yet taken by the network. */
  readonly backlog: number;
  /** Ends it; for what `code` says the client may come back or must sign in again. */
  close(code: CloseReason, reason: string): void;
  /** Asks whether somebody is still there, about every twenty seconds; ends it if nobody answered the last time. */
  probe(): void;
}

/** WebSocket close codes that a server of ours uses; none of them stops a graphql-ws client but the client's own faults. */
export const CloseReason = {
  /** The server goes away: come back, another is there. */
  GOING_AWAY: 1001,
  /** Read faster, or the server failed for a moment: come back later. */
  TRY_AGAIN: 1013,
  BAD_REQUEST: 4400,
  /** The credential holds no longer: sign in again. */
  FORBIDDEN: 4403,
} as const;
export type CloseReason = (typeof CloseReason)[keyof typeof CloseReason];
