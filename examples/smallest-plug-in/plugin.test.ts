import { describeChannelPlugin } from 'yizhan/plugin-kit/conformance';
import { roadside } from './plugin.ts';
import { simulator } from './simulator.ts';

describeChannelPlugin(roadside, simulator);
