import { analyse, checkPolicy, compile, emitPolicy } from '../compiler/index.ts';
import { parsePolicy } from '../grammar/index.ts';
import type { Contestant } from './measure.ts';
import { readTenRules } from './ten-rules/contestants.ts';

/** The phases of the compiler on the policy of ten rules. */
export async function createPhases(): Promise<readonly Contestant[]> {
  const { source, world } = await readTenRules();
  const parsed = parsePolicy(source).value;
  const analysed = analyse(source, world).value;
  if (parsed === null || analysed === null) throw new Error('the policy of ten rules has no errors');
  return [
    { name: 'parse', count: 1, turn: () => parsePolicy(source) },
    { name: 'check', count: 1, turn: () => checkPolicy(parsed, world) },
    { name: 'emit', count: 1, turn: () => emitPolicy(analysed.core, source) },
    { name: 'all: from text to rules', count: 1, turn: () => compile(source, world) },
  ];
}
