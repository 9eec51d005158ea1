import { readFile } from 'node:fs/promises';
import type { World } from '../../compiler/index.ts';
import type { Source } from '../../grammar/index.ts';
import { worldOf } from '../compiled-policy.ts';
import { GUESTS } from './logins.ts';

/** The policy of ten rules, with the list of guests that it reads from a file. */
export async function readTenRules(
  guests: readonly string[] = GUESTS,
): Promise<{ readonly source: Source; readonly world: World }> {
  const file = new URL('policy.yaml', import.meta.url);
  const source = { name: 'policy.yaml', text: await readFile(file, 'utf8') };
  return { source, world: worldOf(new Map([['guests.csv', guests.map((guest) => [guest])]])) };
}
