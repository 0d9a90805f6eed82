import type { InboundMessage } from '../../plugin-kit/index.js';

const LONGEST_KEY = 500;

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= LONGEST_KEY && !value.includes('\0');

/** What a plug-in calls messages, held to the contract before anything is stored. */
export function checkMessages(messages: readonly InboundMessage[]): readonly InboundMessage[] {
  if (!Array.isArray(messages)) throw new TypeError('the plug-in did not answer a list of messages');
  for (const message of messages as readonly InboundMessage[]) {
    const { type, dedupeKey, orderingKey, version, sequence, body } = message;
    if (!isText(type)) throw new TypeError('a message has no `type`');
    if (!isText(dedupeKey)) throw new TypeError(`a message has no \`dedupeKey\` of 1 to ${LONGEST_KEY} characters`);
    if (orderingKey !== null && !isText(orderingKey)) throw new TypeError('an `orderingKey` is a text, or null');
    if (version !== undefined && !(isText(version) && orderingKey !== null))
      throw new TypeError('a `version` is a text, of a message with an `orderingKey`');
    if (sequence && !(isText(sequence.stream) && Number.isSafeInteger(sequence.number) && sequence.number >= 1))
      throw new TypeError('a `sequence` is a stream’s name and a number from 1');
    if (body === undefined) throw new TypeError('a message has no `body`');
  }
  return messages;
}
