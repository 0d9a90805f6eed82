import { setTimeout as sleep } from 'node:timers/promises';

const AGAIN_MS = 200;
const TRIES = 50;
/** What the server says to everybody while this machine is too slow: it did nothing, and nothing is proved by it. */
const PRESSED = /The server is busy/;

/** A request to the server, made again while it has no time for anybody. */
export async function request(url: string | URL, init: RequestInit): Promise<{ status: number; body: string }> {
  for (let tries = 1; ; tries++) {
    const response = await fetch(url, init);
    const body = await response.text();
    if (response.status !== 503 || !PRESSED.test(body) || tries === TRIES) return { status: response.status, body };
    await sleep(AGAIN_MS);
  }
}
