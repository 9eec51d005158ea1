import { networkOf } from './network.ts';
import type { CompiledPattern } from './pattern.ts';
import type { Constant } from './rule.ts';
import { scheduleOf } from './schedule.ts';

/** What library functions are handed for the named data of a policy. */
export type BuiltConstant =
  | ReadonlySet<string>
  | ReadonlyMap<string, string | readonly string[]>
  | ReturnType<typeof networkOf>
  | ReturnType<typeof scheduleOf>
  | CompiledPattern;

/** Makes data of a policy ready to be asked, once for all logins; `compilePattern` comes from where the rules run. */
export function buildConstant(
  constant: Constant,
  compilePattern: (source: string, flags: string) => CompiledPattern,
): BuiltConstant {
  switch (constant.kind) {
    case 'set':
      return new Set(constant.items);
    case 'table':
      return new Map(constant.rows);
    case 'network':
      return networkOf(constant.ranges);
    case 'schedule':
      return scheduleOf(constant.schedule);
    case 'pattern':
      return compilePattern(constant.source, constant.flags);
  }
}

export const constantFunctions = [buildConstant] as const;
