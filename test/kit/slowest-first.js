import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
// As jest itself finds it: it is jest's own, not a dependency of ours.
const { default: Sequencer } = createRequire(require.resolve('jest'))('@jest/test-sequencer');

/** Begun last they would run alone, half of the machine idle: each takes most of a minute, however small its file is. */
const SLOW = /\/test\/(conformance|stories|plugins\/\w+\/(killed|conformance)|channels\/killed|contract\/policy)\b/;

/** On a fresh checkout jest knows only how large files are. */
export default class SlowestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const slow = sorted.filter(({ path }) => SLOW.test(path));
    return [...slow, ...sorted.filter((test) => !slow.includes(test))];
  }
}
