import type { ConformanceCase } from '../case.js';
import { deliveryCases } from './delivery.js';
import { intakeCases } from './intake.js';
import { settingsCases } from './settings.js';
import { signatureCases } from './signatures.js';
import { stateCases } from './state.js';
import { troubleCases } from './trouble.js';

/** In the order in which they are run: the last looks at what all the others left behind. */
export const cases: readonly ConformanceCase[] = [
  ...settingsCases,
  ...signatureCases,
  ...intakeCases,
  ...deliveryCases,
  ...troubleCases,
  ...stateCases,
];
