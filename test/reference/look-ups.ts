import { type ConditionTree, childrenOf, type Expression } from '../../grammar/index.ts';
import { decide, decideTree } from './decide.ts';
import { evaluate } from './evaluate.ts';
import { typeOf } from './infer.ts';
import type { Scene } from './scene.ts';

/** What became of a look-up or of the reading of a counter; what is not there, nobody has answered. */
export type Answer =
  | { readonly state: 'answered'; readonly value?: unknown }
  | { readonly state: 'failed'; readonly reason: string };

/** By `crm` or `counts.seats`. */
export type Answers = ReadonlyMap<string, Answer>;

/** The look-ups that have to be known to decide a condition, read from left to right until nothing more matters. */
export function needsOf(expression: Expression, scene: Scene): readonly string[] {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const decisive = expression.kind === 'and' ? 'no' : 'yes';
      const end = expression.operands.findIndex((operand) => decide(operand, scene) === decisive);
      const read = end < 0 ? expression.operands : expression.operands.slice(0, end + 1);
      return read.flatMap((operand) => needsOf(operand, scene));
    }
    case 'otherwise': {
      const type = typeOf(expression, scene);
      const end = expression.options.findIndex((option) => evaluate(option, type, scene) !== undefined);
      const read = end < 0 ? expression.options : expression.options.slice(0, end + 1);
      return read.flatMap((option) => needsOf(option, scene));
    }
    case 'path': {
      const [first = '', second = ''] = expression.segments.map(({ name }) => name);
      if (first === 'counts') return [`counts.${second}`];
      if (scene.policy.sources.some(({ name }) => name.text === first)) return [first];
      const condition = scene.policy.conditions.find(({ name }) => name.text === first);
      return condition === undefined ? [] : needsOfTree(condition.condition, scene);
    }
    // What generated policies ask of the members is something of the members.
    case 'quantified':
    case 'projection':
      return needsOf(expression.list, scene);
    default:
      return childrenOf(expression).flatMap((child) => needsOf(child, scene));
  }
}

/** The same for a tree of sentences. */
export function needsOfTree(tree: ConditionTree, scene: Scene): readonly string[] {
  if (tree.kind === 'sentence') return needsOf(tree.sentence.expression, scene);
  const decisive = tree.kind === 'all' || tree.kind === 'not_all' ? 'no' : 'yes';
  const end = tree.items.findIndex((item) => decideTree(item, scene) === decisive);
  return (end < 0 ? tree.items : tree.items.slice(0, end + 1)).flatMap((item) => needsOfTree(item, scene));
}

/** Every look-up that an expression mentions, through conditions too. */
export function mentionsOf(expression: Expression, scene: Scene): readonly string[] {
  if (expression.kind !== 'path') return childrenOf(expression).flatMap((child) => mentionsOf(child, scene));
  const condition = scene.policy.conditions.find(({ name }) => name.text === expression.segments[0]?.name);
  return condition === undefined ? needsOf(expression, scene) : mentionsOfTree(condition.condition, scene);
}

function mentionsOfTree(tree: ConditionTree, scene: Scene): readonly string[] {
  return tree.kind === 'sentence'
    ? mentionsOf(tree.sentence.expression, scene)
    : tree.items.flatMap((item) => mentionsOfTree(item, scene));
}
