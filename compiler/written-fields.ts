import type { Type } from '../stdlib/index.ts';
import { nameWorkedOutBy } from './check/expressions/login-paths.ts';
import { childrenOfCore } from './children-of-core.ts';
import type { Core } from './core.ts';

/** A field that a condition reads, by its place in the login, and as authors write it. */
export interface WrittenField {
  readonly place: string;
  readonly name: string;
  readonly type: Type;
  readonly isAssumed: boolean;
}

/**
 * The fields that a condition reads, each once, also through named conditions. `login.used_mfa` is worked out from
 * `context.authentication.methods`, and stands under its own name: only that can be assumed.
 */
export function writtenFieldsOf(core: Core, conditions: ReadonlyMap<string, Core>): readonly WrittenField[] {
  const found = new Map<string, WrittenField>();
  const visit = (node: Core, within: ReturnType<typeof nameWorkedOutBy>): void => {
    if (node.kind === 'field') {
      const { name, type } = within ?? node;
      found.set(name, { place: node.name, name, type, isAssumed: node.assumed !== undefined });
    }
    const condition = node.kind === 'condition' ? conditions.get(node.name) : undefined;
    if (condition !== undefined) visit(condition, null);
    const made = node.kind === 'call' ? nameWorkedOutBy(node.function) : null;
    for (const child of childrenOfCore(node)) visit(child, made);
  };
  visit(core, null);
  return [...found.values()];
}
