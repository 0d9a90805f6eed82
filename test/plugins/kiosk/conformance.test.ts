import { expect, test } from '@jest/globals';
import { leftOut } from 'yizhan/plugin-kit/conformance';
import kiosk from '../../../plugins/kiosk/index.js';
import { conforms } from '../../kit/conformance.js';
import { KioskSimulator } from './conformance-simulator.js';

const simulator = new KioskSimulator();

conforms(kiosk, simulator);

test('only what a terminal channel does not have is left out', () => {
  expect(leftOut(kiosk, simulator)).toEqual([
    { name: 'settings-older', why: 'the plug-in declares nothing that it is about' },
    { name: 'refused', why: 'a broker of MQTT 3.1.1 cannot refuse a publication: it takes it or cuts the line' },
    { name: 'offline', why: 'the plug-in declares nothing that it is about' },
  ]);
});
