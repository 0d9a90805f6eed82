import { expect, test } from '@jest/globals';
import { leftOut } from 'yizhan/plugin-kit/conformance';
import wechat from '../../../plugins/wechat/index.js';
import { conforms } from '../../kit/conformance.js';
import { WechatConformance } from './conformance-simulator.js';

const simulator = new WechatConformance();

conforms(wechat, simulator);

test('only what a channel without stock, that is told one thing at a time, does not have is left out', () => {
  const why = 'the plug-in declares nothing that it is about';
  expect(leftOut(wechat, simulator)).toEqual(['settings-older', 'partial', 'offline'].map((name) => ({ name, why })));
});
