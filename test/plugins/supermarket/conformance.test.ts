import { expect, test } from '@jest/globals';
import { leftOut } from 'yizhan/plugin-kit/conformance';
import supermarket from '../../../plugins/supermarket/index.js';
import { conforms } from '../../kit/conformance.js';
import { TillsSimulator } from './conformance-simulator.js';

const simulator = new TillsSimulator();

conforms(supermarket, simulator);

test('only what a channel that is never called does not have is left out', () => {
  const declared = 'the plug-in declares nothing that it is about';
  const deliveries = ['told', 'busy', 'server-error', 'timeout', 'reset', 'refused', 'deadline', 'partial', 'crash'];
  expect(leftOut(supermarket, simulator)).toEqual([
    ...['settings-older', 'poll', 'poll-again', ...deliveries, 'offline'].map((name) => ({ name, why: declared })),
    { name: 'health', why: 'tills and back offices call us: there is no remote side to ask' },
  ]);
});
