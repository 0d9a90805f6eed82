import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { packageFile } from '../platform/config/index.js';
import { CommandError } from './failure.js';

/** What the example is called, in its files and here. */
const EXAMPLE = 'roadside';
const NAME = /^[a-z][a-z0-9]{1,29}$/;

/** Writes the smallest example under another name. Answers the folder. */
export async function writePlugin(name: string, where: string): Promise<string> {
  if (!NAME.test(name))
    throw new CommandError(`${name} is no id: 2 to 30 lower-case letters and digits, a letter first`);
  const folder = resolve(where, name);
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new CommandError(`${folder} is not empty: choose another name`);
  await cp(packageFile('examples', 'smallest-plug-in'), folder, { recursive: true });
  for (const file of await readdir(folder)) {
    const path = join(folder, file);
    await writeFile(path, renamed(await readFile(path, 'utf8'), name));
  }
  return folder;
}

const renamed = (text: string, name: string): string =>
  text
    .replaceAll(EXAMPLE, name)
    .replaceAll(capital(EXAMPLE), capital(name))
    .replaceAll('路边摊', name)
    .replaceAll(`${capital(name)} stalls`, capital(name));

const capital = (word: string): string => `${word[0]!.toUpperCase()}${word.slice(1)}`;
