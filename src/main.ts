#!/usr/bin/env node
import './cli/pinned-node.js';
await import('./cli/run.js');
