import type { ConditionTree, Diagnostic, Policy } from '../../../grammar/index.ts';
import { checkCondition } from '../expressions/check-expression.ts';
import { circularCondition, conditionTooDeep, conditionTooLarge } from '../messages/check-name-messages.ts';
import { freshUsage, type Scope, type Usage } from '../scope.ts';

/** What a condition or a rule may come to once the conditions that it names are written out. */
const LARGEST = 10_000;

/** How many conditions may refer to each other in a row; what is emitted calls as deep as that. */
const DEEPEST = 50;

/** The conditions of a policy, checked. */
export interface CheckedConditions {
  /** Names in an order in which each condition refers only to earlier ones. */
  readonly order: readonly string[];
  /** The number of comparisons that each comes to. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Those that need a source or a counter, and which one: `crm`, `counts.seats`. */
  readonly asking: ReadonlyMap<string, string>;
}

/** Checks the sentences of a tree, each of which is a condition. */
export function checkTree(tree: ConditionTree, scope: Scope): void {
  if (tree.kind === 'sentence') checkCondition(tree.sentence.expression, scope);
  else for (const item of tree.items) checkTree(item, scope);
}

/** Checks all conditions: their sentences, that they do not go round in circles, and that none grows too large. */
export function checkConditions(policy: Policy, scope: Scope): CheckedConditions {
  const usages = new Map<string, Usage>();
  for (const { name, condition } of policy.conditions) {
    const usage = freshUsage();
    checkTree(condition, { ...scope, usage });
    if (!usages.has(name.text)) usages.set(name.text, usage);
  }
  const order = orderConditions(usages, scope);
  const sizes = new Map<string, number>();
  const depths = new Map<string, number>();
  const asking = new Map<string, string>();
  for (const name of order) {
    const usage = usages.get(name);
    if (usage === undefined) continue;
    const span = scope.names.get(name)?.span;
    const size = expandedSize(usage, sizes);
    if (span !== undefined) reportLarge(`the condition \`${name}\``, size, span, scope);
    const below = usage.references.reduce((most, referred) => Math.max(most, depths.get(referred) ?? 0), 0);
    const depth = below + 1;
    if (depth > DEEPEST && span !== undefined) scope.report(conditionTooDeep({ name, span, limit: DEEPEST }));
    // What is too large or too deep is told once, not again where it is used.
    sizes.set(name, size > LARGEST ? 1 : size);
    depths.set(name, depth > DEEPEST ? 0 : depth);
    const [asked] = [...usage.asks, ...usage.references.flatMap((referred) => asking.get(referred) ?? [])];
    if (asked !== undefined) asking.set(name, asked);
  }
  return { order, sizes, asking };
}

/** Reports a rule, or another group of sentences, that comes to too many comparisons. */
export function checkSize(
  what: string,
  usage: Usage,
  span: Diagnostic['span'],
  sizes: ReadonlyMap<string, number>,
  scope: Scope,
): void {
  reportLarge(what, expandedSize(usage, sizes), span, scope);
}

function expandedSize({ comparisons, references }: Usage, sizes: ReadonlyMap<string, number>): number {
  const referred = references.reduce((sum, name) => sum + (sizes.get(name) ?? 1), 0);
  return Math.max(1, comparisons + referred);
}

function reportLarge(what: string, size: number, span: Diagnostic['span'], scope: Scope): void {
  if (size > LARGEST) scope.report(conditionTooLarge({ what, span, size, limit: LARGEST }));
}

/** Depth first, without recursion: a chain of references can be as long as a file. */
function orderConditions(usages: ReadonlyMap<string, Usage>, scope: Scope): readonly string[] {
  const done = new Set<string>();
  const told = new Set<string>();
  for (const start of usages.keys()) {
    const path: { readonly name: string; readonly open: string[] }[] = [];
    const enter = (name: string): void => {
      path.push({ name, open: [...new Set(usages.get(name)?.references ?? [])].toReversed() });
    };
    if (!done.has(start)) enter(start);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const next = step.open.pop();
      if (next === undefined) {
        done.add(step.name);
        path.pop();
        continue;
      }
      const from = path.findIndex(({ name }) => name === next);
      if (from !== -1)
        reportCircle(
          path.slice(from).map(({ name }) => name),
          told,
          scope,
        );
      else if (!done.has(next) && usages.has(next)) enter(next);
    }
  }
  return [...done];
}

/** One circle is told once, though there may be several ways around it. */
function reportCircle(circle: readonly string[], told: Set<string>, scope: Scope): void {
  const isKnown = circle.some((name) => told.has(name));
  for (const name of circle) told.add(name);
  const [first, ...others] = circle.flatMap((name) => scope.names.get(name)?.span ?? []);
  if (isKnown || first === undefined) return;
  scope.report(circularCondition({ circle, span: first, spans: others }));
}
