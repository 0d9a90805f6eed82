import { deliveryFaults } from './broken/delivery.js';
import { tryFaults } from './broken/try-faults.js';

tryFaults(null, deliveryFaults);
