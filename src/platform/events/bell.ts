export { createLocalBell, type Bell, type Chime } from './local-bell.js';
export { createRedisBell, type RedisBell } from './redis-bell.js';
