import { defineErrors } from '../../../shared/domain-error.js';

export const traceEventErrors = defineErrors('traceEvents', {
  NO_BATCH: { zh: '没有编号为 {code} 的批次', en: 'There is no batch {code}' },
});
