import { openFlatTable } from './flat-table.ts';
import { networkOf } from './network.ts';
import type { PackedConstant } from './packed-constant.ts';
import type { CompiledPattern } from './pattern.ts';
import type { Constant } from './rule.ts';
import { scheduleOf } from './schedule.ts';
import type { BuiltTable } from './table.ts';
import { openTextSet, type TextSet, textSetOf } from './text-set.ts';

/** What library functions are handed for the named data of a policy. */
export type BuiltConstant =
  | TextSet
  | BuiltTable
  | ReturnType<typeof networkOf>
  | ReturnType<typeof scheduleOf>
  | CompiledPattern;

/** Makes data of a policy ready to be asked, once for all logins; `compilePattern` comes from where the rules run. */
export function buildConstant(
  constant: Constant | PackedConstant,
  compilePattern: (source: string, flags: string) => CompiledPattern,
): BuiltConstant {
  switch (constant.kind) {
    case 'set':
      return textSetOf(constant.items);
    case 'packed set':
      return openTextSet(constant.parts);
    case 'table':
      return new Map(constant.rows);
    case 'packed table':
      return openFlatTable(constant.parts);
    case 'network':
      return networkOf(constant.ranges);
    case 'schedule':
      return scheduleOf(constant.schedule);
    case 'pattern':
      return compilePattern(constant.source, constant.flags);
  }
}

export const constantFunctions = [buildConstant] as const;
