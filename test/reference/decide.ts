import type { Comparison, ConditionTree, Expression, ListQuantifier } from '../../grammar/index.ts';
import { compare } from './compare.ts';
import { eachMember, evaluate } from './evaluate.ts';
import { common, typeOf } from './infer.ts';
import { APP_BY_ID } from './names.ts';
import type { Scene } from './scene.ts';
import { allOf, anyOf, notOf, type Truth, truthOf, truthOfValue } from './truth.ts';

/** Whether a condition holds for a login. */
export function decide(expression: Expression, scene: Scene): Truth {
  switch (expression.kind) {
    case 'not':
      return notOf(decide(expression.operand, scene));
    case 'and':
      return allOf(expression.operands.map((operand) => decide(operand, scene)));
    case 'or':
      return anyOf(expression.operands.map((operand) => decide(operand, scene)));
    case 'comparison':
      return forMembers(expression.quantifier, expression.left, scene, (left, inside) =>
        decideComparison({ ...expression, left }, inside),
      );
    case 'between':
      return forMembers(expression.quantifier, expression.operand, scene, (operand, inside) => {
        const type = common([operand, expression.low, expression.high].map((one) => typeOf(one, inside)));
        const [value, low, high] = [operand, expression.low, expression.high].map((one) =>
          evaluate(one, type, inside),
        );
        if (value === undefined || low === undefined || high === undefined) return 'unknown';
        return truthOf(value >= low && value <= high);
      });
    case 'presence':
      return forMembers(expression.quantifier, expression.operand, scene, (operand, inside) => {
        const value = evaluate(operand, typeOf(operand, inside), inside);
        switch (expression.test) {
          case 'exists':
            return truthOf(value !== undefined);
          case 'is missing':
            return truthOf(value === undefined);
          case 'is empty':
            return truthOf(value === undefined || ['""', '[]', '{}'].includes(JSON.stringify(value)));
        }
      });
    case 'quantified': {
      if (expression.quantifier === 'count of') return 'unknown';
      const members = eachMember(expression, scene);
      if (members === undefined) return 'unknown';
      const truths = members.map((inside) => decide(expression.condition, inside));
      return expression.quantifier === 'every' ? allOf(truths) : anyOf(truths);
    }
    default:
      return truthOfValue(evaluate(expression, { kind: 'yes/no' }, scene));
  }
}

/** Whether a tree of sentences holds. */
export function decideTree(tree: ConditionTree, scene: Scene): Truth {
  if (tree.kind === 'sentence') return decide(tree.sentence.expression, scene);
  const truths = tree.items.map((item) => decideTree(item, scene));
  switch (tree.kind) {
    case 'all':
      return allOf(truths);
    case 'any':
      return anyOf(truths);
    case 'none':
      return notOf(anyOf(truths));
    case 'not_all':
      return notOf(allOf(truths));
  }
}

const MEMBER = 'each member';

/** `any of`, `all of`, `none of`: the test for every member in turn; without them, the test for the thing itself. */
function forMembers(
  quantifier: ListQuantifier | null,
  operand: Expression,
  scene: Scene,
  test: (operand: Expression, scene: Scene) => Truth,
): Truth {
  if (quantifier === null) return test(operand, scene);
  const variable = { name: MEMBER, span: operand.span };
  const members = eachMember({ variable, list: operand }, scene);
  if (members === undefined) return 'unknown';
  const truths = members.map((inside) =>
    test({ kind: 'path', segments: [variable], span: operand.span }, inside),
  );
  if (quantifier === 'all of') return allOf(truths);
  return quantifier === 'any of' ? anyOf(truths) : notOf(anyOf(truths));
}

function decideComparison(comparison: Comparison, scene: Scene): Truth {
  const { right, operator } = comparison;
  switch (operator) {
    case 'is not':
      return notOf(decideComparison({ ...comparison, operator: 'is' }, scene));
    case 'is not in':
      return notOf(decideComparison({ ...comparison, operator: 'in' }, scene));
    case 'does not contain':
      return notOf(decideComparison({ ...comparison, operator: 'contains' }, scene));
    case 'contains none of':
      return notOf(decideComparison({ ...comparison, operator: 'contains any of' }, scene));
    case 'outside':
      return notOf(decideComparison({ ...comparison, operator: 'during' }, scene));
    case 'in':
      if (right.kind !== 'list' || right.items.length === 0) return decidePlain(comparison, scene);
      return anyOf(
        right.items.map((item) => decideComparison({ ...comparison, operator: 'is', right: item }, scene)),
      );
    default:
      return decidePlain(comparison, scene);
  }
}

/** `app` compares by name or by id. */
function decidePlain(comparison: Comparison, scene: Scene): Truth {
  if (!isNameOfApp(comparison.left)) return compare(comparison, scene);
  const { span } = comparison.left;
  const id: Expression = {
    kind: 'path',
    segments: [
      { name: 'app', span },
      { name: APP_BY_ID, span },
    ],
    span,
  };
  return anyOf([compare(comparison, scene), compare({ ...comparison, left: id }, scene)]);
}

function isNameOfApp(expression: Expression): boolean {
  return expression.kind === 'path' && expression.segments.map((segment) => segment.name).join('.') === 'app';
}
