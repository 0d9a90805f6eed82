export { createHttp, trusts, type HttpOptions } from './http.js';
export { registerIde, type IdeTab } from './ide.js';
export { firstQueries } from './first-queries.js';
export type { Readiness } from './health.js';
export { registerVerifyPage } from './verify-page.js';
export { registerUploads, type UploadOptions } from './uploads.js';
