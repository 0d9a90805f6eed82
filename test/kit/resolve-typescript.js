import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Outside jest's own module loader too, `./x.js` in a TypeScript file means `./x.ts`. */
registerHooks({
  resolve(specifier, context, next) {
    const { parentURL } = context;
    if (!parentURL?.endsWith('.ts') || !/^\.{1,2}\/.*\.js$/.test(specifier)) return next(specifier, context);
    // Still relative: `require`, which jest makes of our imports, takes no URL.
    const source = `${specifier.slice(0, -3)}.ts`;
    return next(existsSync(fileURLToPath(new URL(source, parentURL))) ? source : specifier, context);
  },
});
