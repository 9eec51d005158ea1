import type { Core } from '../../compiler/index.ts';

/** An expression with others in the place of those directly inside it. */
export function mapChildren(core: Core, change: (child: Core) => Core): Core {
  switch (core.kind) {
    case 'member':
      return { ...core, of: change(core.of) };
    case 'call':
      return { ...core, arguments: core.arguments.map(change) };
    case 'exists':
    case 'not':
      return { ...core, operand: change(core.operand) };
    case 'all':
    case 'any':
      return { ...core, operands: core.operands.map(change) };
    case 'otherwise':
      return { ...core, options: core.options.map(change) };
    case 'if': {
      const then = change(core.then);
      return { ...core, condition: change(core.condition), then, else: change(core.else) };
    }
    case 'list':
      return { ...core, items: core.items.map(change) };
    case 'record':
      return { ...core, fields: core.fields.map(([name, value]) => [name, change(value)] as const) };
    case 'each':
      return {
        ...core,
        list: change(core.list),
        condition: change(core.condition),
        value: core.value === null ? null : change(core.value),
      };
    case 'literal':
    case 'field':
    case 'now':
    case 'local':
    case 'constant':
    case 'source':
    case 'count':
    case 'secret':
    case 'condition':
      return core;
  }
}
