import type { Settings } from './settings.js';

/** Where WeChat Pay sends notices of a connection. */
export const noticesUrl = ({ publicUrl }: Settings, code: string): string =>
  new URL(`/channels/${code}/notices`, publicUrl).href;
