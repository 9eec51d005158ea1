import { type Core, type CoreCondition, childrenOfCore } from '../../compiler/index.ts';

/** Whether some login may leave a condition unanswered, or a value missing, seen from its shape alone. */
export function canBeInDoubt(core: Core, conditions: readonly CoreCondition[]): boolean {
  switch (core.kind) {
    case 'exists':
    case 'now':
    case 'constant':
    case 'local':
      return false;
    case 'literal':
      return core.value === undefined;
    case 'field':
      return core.assumed === undefined;
    case 'condition': {
      const named = conditions.find(({ name }) => name === core.name);
      return named === undefined || canBeInDoubt(named.condition, conditions);
    }
    case 'otherwise':
      return core.options.every((option) => canBeInDoubt(option, conditions));
    case 'call':
      if (core.function === 'isEmpty') return false;
      return core.function === 'entryOf' || childrenOfCore(core).some((one) => canBeInDoubt(one, conditions));
    case 'member':
    case 'source':
    case 'count':
    case 'secret':
      return true;
    case 'not':
    case 'all':
    case 'any':
    case 'if':
    case 'list':
    case 'record':
    case 'each':
      return childrenOfCore(core).some((one) => canBeInDoubt(one, conditions));
  }
}
