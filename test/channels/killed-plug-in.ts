import { echoPlugin } from './echo.js';

/** The test's own channel as a server in a process of its own loads it. */
export default echoPlugin();
