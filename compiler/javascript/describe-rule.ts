import type { Source } from '../../grammar/index.ts';
import { libraryGlobals } from '../../stdlib/index.ts';
import { findRequires } from './check-requires.ts';
import { findKeywords } from './find-keywords.ts';
import { type FreeName, findFreeNames } from './free-names.ts';
import { type AnyNode, nodesOf } from './parse-javascript.ts';
import { type RuleShape, readRuleShape } from './rule-shape.ts';

/** What a rule in JavaScript uses, as far as its text shows it. All lists are sorted, without repetitions. */
export interface RuleDescription {
  /** Null: the text is no rule, and nothing but its keywords is known. */
  readonly shape: 'rule' | 'action' | null;
  /** As written in `require('…')`: `auth0@2.9.1`. */
  readonly requires: readonly string[];
  /** Global names of the library that it uses without a `require`: `request`, `_`. */
  readonly globals: readonly string[];
  /** Fields of its context that it changes, `idToken` or `redirect`; of an Action what it calls: `access`, `idToken`. */
  readonly writes: readonly string[];
  /** Fields of its user that it changes. */
  readonly userWrites: readonly string[];
  /** Hosts of the URLs that stand in it as texts, with their ports; not of those that name claims. */
  readonly hosts: readonly string[];
  /** Names in `configuration.NAME`, in `event.secrets.NAME` of an Action, and those behind `auth0.domain` and the like. */
  readonly configurationKeys: readonly string[];
  /** It uses `auth0.users`, which changes stored profiles. */
  readonly usesUsers: boolean;
  /** Words such as `@@KEY@@` that wait for a value. */
  readonly keywords: readonly string[];
}

/** Describes a rule for people who move it; never throws, whatever the text is. */
export function describeRule(source: Source): RuleDescription {
  const shape = readRuleShape(source);
  const tree = shape.kind === 'neither' ? null : shape.tree;
  const keywords = sorted(findKeywords(source.text, tree).map(({ text }) => text));
  if (tree === null || shape.kind === 'neither') return { ...NOTHING, keywords };
  const free = findFreeNames(tree);
  const nodes = [...nodesOf(tree)];
  const keys = keysAmong(nodes);
  const names = free.map(({ name }) => name);
  const { user, context } = rootsOf(shape);
  const called = shape.kind === 'action' ? nodes.flatMap((node) => calledOn(node, 'api')) : [];
  return {
    shape: shape.kind,
    requires: sorted(findRequires(free).map(({ spec }) => spec)),
    globals: sorted(names.filter((name) => GLOBALS.has(name))),
    writes: sorted([...nodes.flatMap((node) => changedBy(node, context)), ...called]),
    userWrites: sorted(nodes.flatMap((node) => changedBy(node, user))),
    hosts: sorted(nodes.filter((node) => !keys.has(node)).flatMap(hostsIn)),
    configurationKeys: sorted([...free.flatMap(configurationKeys), ...nodes.flatMap(secretKeys)]),
    usesUsers: free.some(({ name, parent }) => name === 'auth0' && memberName(parent) === 'users'),
    keywords,
  };
}

const NOTHING: RuleDescription = {
  shape: null,
  requires: [],
  globals: [],
  writes: [],
  userWrites: [],
  hosts: [],
  configurationKeys: [],
  usesUsers: false,
  keywords: [],
};

const GLOBALS: ReadonlySet<string> = new Set(libraryGlobals.map(({ name }) => name));

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

/** What the rule calls its first two parameters; null where they have no name, and in an Action. */
function rootsOf(shape: RuleShape): { readonly user: string | null; readonly context: string | null } {
  const [user, context] = shape.kind === 'rule' ? shape.function.params : [];
  return {
    user: user?.type === 'Identifier' ? user.name : null,
    context: context?.type === 'Identifier' ? context.name : null,
  };
}

/** The field of `root` that an assignment, a `delete` or an `Object.assign` changes, however deep in it. */
function changedBy(node: AnyNode, root: string | null): readonly string[] {
  const target = targetOf(node);
  const field = target === null || root === null ? null : firstField(target, root);
  return field === null ? [] : [field];
}

function targetOf(node: AnyNode): AnyNode | null {
  switch (node.type) {
    case 'AssignmentExpression':
      return node.left;
    case 'UpdateExpression':
      return node.argument;
    case 'UnaryExpression':
      return node.operator === 'delete' ? node.argument : null;
    case 'CallExpression': {
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || memberName(callee) !== 'assign') return null;
      return node.arguments[0] ?? null;
    }
    default:
      return null;
  }
}

/** `idToken` of `context.idToken['https://…']`. */
function firstField(node: AnyNode, root: string): string | null {
  let at = node;
  while (at.type === 'MemberExpression') {
    if (at.object.type === 'Identifier' && at.object.name === root) return memberName(at);
    at = at.object;
  }
  return null;
}

/** The name of the property that a node picks, where the text says it. */
function memberName(node: AnyNode): string | null {
  if (node.type !== 'MemberExpression') return null;
  const { property, computed } = node;
  if (!computed) return property.type === 'Identifier' ? property.name : null;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : null;
}

function calledOn(node: AnyNode, root: string): readonly string[] {
  if (node.type !== 'CallExpression') return [];
  const field = firstField(node.callee, root);
  return field === null ? [] : [field];
}

function configurationKeys({ name, node, parent }: FreeName): readonly string[] {
  if (name !== 'configuration' && name !== 'auth0') return [];
  const isTaken = parent.type === 'VariableDeclarator' && parent.init === node;
  const keys = isTaken ? keysOf(parent.id) : [memberName(parent) ?? []].flat();
  return name === 'auth0' ? keys.flatMap((key) => BEHIND_AUTH0.get(key) ?? []) : keys;
}

/** The values from which the management interface is known. */
const BEHIND_AUTH0: ReadonlyMap<string, string> = new Map([
  ['accessToken', 'AUTH0_ACCESS_TOKEN'],
  ['baseUrl', 'AUTH0_DOMAIN'],
  ['domain', 'AUTH0_DOMAIN'],
]);

function keysOf(pattern: AnyNode): readonly string[] {
  if (pattern.type !== 'ObjectPattern') return [];
  return pattern.properties.flatMap((one) =>
    one.type === 'Property' && one.key.type === 'Identifier' ? [one.key.name] : [],
  );
}

function secretKeys(node: AnyNode): readonly string[] {
  if (node.type !== 'MemberExpression' || memberName(node.object) !== 'secrets') return [];
  const key = firstField(node.object, 'event') === 'secrets' ? memberName(node) : null;
  return key === null ? [] : [key];
}

/** What names fields: a namespace of claims, most often, where it is a URL; also by a constant that is for nothing else. */
function keysAmong(nodes: readonly AnyNode[]): ReadonlySet<AnyNode> {
  const keys = new Set(nodes.flatMap(keyIn).flatMap((key) => [...nodesOf(key)]));
  const names = new Set([...keys].flatMap(nameOf));
  const constants = nodes.flatMap((node) =>
    node.type === 'VariableDeclarator' && nameOf(node.id).some((name) => names.has(name)) ? [node] : [],
  );
  const declared = new Set<AnyNode>(constants.map(({ id }) => id));
  const others = new Set(nodes.filter((node) => !keys.has(node) && !declared.has(node)).flatMap(nameOf));
  for (const { id, init } of constants) {
    if (init?.type !== 'Literal' || nameOf(id).some((name) => others.has(name))) continue;
    keys.add(init);
  }
  return keys;
}

function nameOf(node: AnyNode): readonly string[] {
  return node.type === 'Identifier' ? [node.name] : [];
}

function keyIn(node: AnyNode): readonly AnyNode[] {
  switch (node.type) {
    case 'MemberExpression':
      return node.computed ? [node.property] : [];
    case 'Property':
      return [node.key];
    case 'CallExpression': {
      const [first] = node.arguments;
      return first !== undefined && CLAIM_SETTERS.has(memberName(node.callee) ?? '') ? [first] : [];
    }
    default:
      return [];
  }
}

/** Methods of an Action whose first argument is the name of a claim. */
const CLAIM_SETTERS: ReadonlySet<string> = new Set(['setCustomClaim', 'setAttribute']);

/** The host at the beginning of a text; in a template only where the text goes on behind the host. */
function hostsIn(node: AnyNode): readonly string[] {
  const isPart = node.type === 'TemplateElement';
  const text = isPart ? (node.value.cooked ?? '') : node.type === 'Literal' ? node.value : null;
  if (typeof text !== 'string') return [];
  const [, host = '', next] = /^https?:\/\/(?:[^/?#@\s]*@)?([\w.-]+(?::\d+)?)(.?)/i.exec(text) ?? [];
  const isWhole = !isPart || node.tail || (next !== undefined && next !== '');
  return host === '' || !isWhole ? [] : [host.toLowerCase()];
}
