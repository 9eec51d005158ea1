import { type AnyNode, parse } from 'acorn';

/** The names that a function uses from outside itself, by JavaScript's own rules of scope. */
export function outsideNames(functionText: string): ReadonlySet<string> {
  const found = new Set<string>();
  const [declaration] = parse(functionText, { ecmaVersion: 2024 }).body;
  if (declaration !== undefined) visit(declaration, new Set(), found);
  return found;
}

function visit(node: AnyNode, known: ReadonlySet<string>, found: Set<string>): void {
  const inside = new Set([...known, ...declaredBy(node)]);
  switch (node.type) {
    case 'Identifier':
      if (!inside.has(node.name)) found.add(node.name);
      return;
    case 'MemberExpression':
      visit(node.object, inside, found);
      if (node.computed) visit(node.property, inside, found);
      return;
    case 'Property':
      if (node.computed) visit(node.key, inside, found);
      visit(node.value, inside, found);
      return;
    default:
      for (const child of childrenOf(node)) visit(child, inside, found);
  }
}

/** The names that hold inside a node. */
function declaredBy(node: AnyNode): readonly string[] {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return [...(node.id ? [node.id.name] : []), ...node.params.flatMap(namesIn)];
    case 'BlockStatement':
      return node.body.flatMap(variablesOf);
    case 'SwitchStatement':
      return node.cases.flatMap((choice) => choice.consequent.flatMap(variablesOf));
    case 'ForStatement':
      return node.init ? variablesOf(node.init) : [];
    case 'ForOfStatement':
    case 'ForInStatement':
      return variablesOf(node.left);
    case 'CatchClause':
      return node.param ? namesIn(node.param) : [];
    default:
      return [];
  }
}

function variablesOf(node: AnyNode): readonly string[] {
  return node.type === 'VariableDeclaration' ? node.declarations.flatMap(({ id }) => namesIn(id)) : [];
}

function namesIn(pattern: AnyNode): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'Property':
      return namesIn(pattern.value);
    default:
      return childrenOf(pattern).flatMap(namesIn);
  }
}

function childrenOf(node: AnyNode): readonly AnyNode[] {
  return Object.values(node)
    .flat()
    .filter((value): value is AnyNode => typeof value === 'object' && value !== null && 'type' in value);
}
