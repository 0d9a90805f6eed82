/** What the server loads, and `yizhan plugin test` with the simulator of the other side. */
export { roadside as default } from './plugin.ts';
export { simulator } from './simulator.ts';
