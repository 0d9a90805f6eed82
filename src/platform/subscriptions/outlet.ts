import type { Position } from '../events/index.js';

/** Where the messages of one subscription go: a WebSocket, an event stream. */
export interface Outlet {
  /** True while its reader has left too much unread: nothing more is sent until there is room. */
  readonly full: boolean;
  /** Sends one GraphQL result, already written as JSON; with it a reader has all up to `position`. */
  send(json: string, position?: Position): void;
  /** Resolves once there is room, at once if there is; also when it is closed. */
  room(): Promise<void>;
}
