/** What `yizhan plugin test` loads, and the server: the channel, and the remote side that it is proved against. */
export { canteen as default } from './canteen.ts';
export { simulator } from './simulator.ts';
