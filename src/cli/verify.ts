import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { stepWords, verdictWords, verifyBundle, type Language, type Verdict } from '../proof/index.js';
import { check } from '../proof/on-node.js';
import { CommandError } from './failure.js';

interface Options {
  readonly key?: string[];
  readonly head?: string;
}

export const verify = (): Command =>
  new Command('verify')
    .description('Check a proof of the trace log: no server, no database, nothing but the file')
    .argument('<file>', 'the proof, as JSON')
    .option('--key <key...>', 'the public keys that you trust, from elsewhere than the file: name+id+base64')
    .option('--head <file>', 'a signed tree head that you kept: the proof must be of the same history')
    .addHelpText(
      'after',
      '\nPrints each step, what is proved and what is not. Exits 1 at the first step that fails.\n\nExample:\n  $ yizhan verify proof.json --head kept-head.txt',
    )
    .action(async (file: string, { key, head }: Options) => {
      const bundle = bundleOf(await contentOf(file), file);
      const verdict = check(
        verifyBundle(bundle, { keys: key, head: head === undefined ? undefined : await contentOf(head) }),
      );
      process.stdout.write(told(verdict, /^zh/i.test(process.env.LC_ALL ?? process.env.LANG ?? '') ? 'zh' : 'en'));
      if (!verdict.proved) process.exitCode = 1;
    });

function told(verdict: Verdict, language: Language): string {
  const steps = verdict.steps.map((step) => `${step.fault ? '✗' : '✓'} ${step.name}: ${stepWords(step, language)}`);
  return [...steps, '', ...verdictWords(verdict, language), ''].join('\n');
}

function bundleOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${file} is no JSON: ${(error as Error).message}`);
  }
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
