import type { InsideFacts } from '../runtime/inside/facts.ts';
import { DEFAULT_RULE_LIMITS } from '../runtime/rule-limits.ts';
import { libraryGlobals, libraryNames, unavailableModules } from '../stdlib/index.ts';

/** What the code inside knows of the one rule of a test. `name`: for messages. */
export function insideFacts(name: string): InsideFacts {
  return {
    tenant: 'test',
    rules: [{ name, file: name, shape: 'rule', mode: 'enforce', configuration: {} }],
    limits: DEFAULT_RULE_LIMITS,
    library: libraryNames,
    globals: libraryGlobals,
    unavailable: unavailableModules,
    remedy: 'give `loadRule` a stub of it under `modules`',
    version: process.version,
  };
}
