/** The plug of the terminal's line, to be pulled: while it is out, nothing connects. */
export class Plug {
  private out = false;
  private readonly sockets = new Set<WebSocket>();

  /** Give it to the client as its `webSocketImpl`. */
  readonly Socket = ((plug: Plug) =>
    class extends WebSocket {
      constructor(address: string, protocol: string) {
        super(plug.out ? 'ws://127.0.0.1:1' : address, protocol);
        plug.sockets.add(this);
      }
    })(this);

  pull(): void {
    this.out = true;
    for (const socket of this.sockets) socket.close();
    this.sockets.clear();
  }

  plugIn(): void {
    this.out = false;
  }
}
