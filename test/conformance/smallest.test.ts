import { roadside } from '../../examples/smallest-plug-in/plugin.js';
import { simulator } from '../../examples/smallest-plug-in/simulator.js';
import { conforms } from '../kit/conformance.js';

conforms(roadside, simulator);
