import { good } from './broken/fault.js';
import { intakeFaults } from './broken/intake.js';
import { signatureFaults } from './broken/signatures.js';
import { stateFaults } from './broken/state.js';
import { tryFaults } from './broken/try-faults.js';

tryFaults(good, [...signatureFaults, ...intakeFaults, ...stateFaults]);
