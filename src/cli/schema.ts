import { readFile, writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { CommandError } from './failure.js';

export const schema = (): Command =>
  new Command('schema')
    .description('Print the GraphQL schema that the code makes; needs no database')
    .addOption(new Option('--out <file>', 'write it to a file').conflicts('check'))
    .option('--check <file>', 'compare it with a file, and fail at the first line that differs')
    .addHelpText('after', '\nExample:\n  $ yizhan schema --out schema/schema.graphql')
    .action(async ({ out, check }: { out?: string; check?: string }) => {
      const { schemaText } = await import('../app/commands.js');
      const text = await schemaText();
      if (out) await writeFile(out, text);
      else if (check) compare(text, await contentOf(check), check);
      else process.stdout.write(text);
    });

function compare(made: string, kept: string, file: string): void {
  if (made === kept) return;
  const ours = made.split('\n');
  const theirs = kept.split('\n');
  const at = ours.findIndex((line, index) => line !== theirs[index]);
  const line = at === -1 ? ours.length : at;
  throw new CommandError(
    `${file} is not what the code makes, from line ${line + 1} on:\n- ${theirs[line] ?? '(end)'}\n+ ${ours[line] ?? '(end)'}\nRun: npm run schema`,
  );
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
