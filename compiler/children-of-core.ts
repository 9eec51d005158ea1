import type { Core, CoreField } from './core.ts';

/** The fields of the login that an expression reads, through named conditions too, each once. */
export function fieldsOf(core: Core, conditions: ReadonlyMap<string, Core>): readonly CoreField[] {
  const found = new Map<string, CoreField>();
  const visit = (node: Core): void => {
    if (node.kind === 'field') found.set(node.name, node);
    const condition = node.kind === 'condition' ? conditions.get(node.name) : undefined;
    if (condition !== undefined) visit(condition);
    for (const child of childrenOfCore(node)) visit(child);
  };
  visit(core);
  return [...found.values()];
}

/** The expressions directly inside an expression. */
export function childrenOfCore(core: Core): readonly Core[] {
  switch (core.kind) {
    case 'literal':
    case 'field':
    case 'now':
    case 'local':
    case 'constant':
    case 'source':
    case 'count':
    case 'secret':
    case 'condition':
      return [];
    case 'member':
      return [core.of];
    case 'call':
      return core.arguments;
    case 'exists':
    case 'not':
      return [core.operand];
    case 'all':
    case 'any':
      return core.operands;
    case 'otherwise':
      return core.options;
    case 'if':
      return [core.condition, core.then, core.else];
    case 'list':
      return core.items;
    case 'record':
      return core.fields.map(([, value]) => value);
    case 'each':
      return [core.list, core.condition, ...(core.value === null ? [] : [core.value])];
  }
}
