import { describeChannelPlugin } from 'yizhan/plugin-kit/conformance';
import { TaobaoSimulator } from './conformance-simulator.js';
import { quickTaobao } from './shop-here.js';

describeChannelPlugin(quickTaobao, new TaobaoSimulator());
