import { conforms } from '../../kit/conformance.js';
import { TaobaoSimulator } from './conformance-simulator.js';
import { quickTaobao } from './shop-here.js';

conforms(quickTaobao, new TaobaoSimulator());
