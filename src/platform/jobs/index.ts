export { addJob, migrateJobs, startJobs, type Job, type Recurring } from './jobs.js';
export { createLeftoversPruning } from './leftovers.js';
