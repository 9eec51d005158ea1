import type { Source } from '../../grammar/index.ts';
import { type AnyNode, nodesOf } from './parse-javascript.ts';
import { openPaths, type ReadPath, takenOut } from './rule-paths.ts';
import { readRuleShape } from './rule-shape.ts';

/** What the text of a rule in JavaScript says about the logins that matter to it. All lists without repetitions. */
export interface RuleHarvest {
  /** Fields of the login that it reads, as places in the user and the context of a rule. */
  readonly fields: readonly { readonly root: 'user' | 'context'; readonly path: readonly string[] }[];
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  readonly patterns: readonly { readonly source: string; readonly flags: string }[];
  /** Whether it asks for the time. */
  readonly readsClock: boolean;
}

/** Reads fields and constants off a rule; a text that is no rule has none. Never throws. */
export function harvestRule(source: Source): RuleHarvest {
  const shape = readRuleShape(source);
  if (shape.kind === 'neither')
    return { fields: [], texts: [], numbers: [], patterns: [], readsClock: false };
  const [user, context] = shape.kind === 'rule' ? shape.function.params.map((node) => nameOf(node)) : [];
  const nodes = [...nodesOf(shape.tree)];
  const called = new Set<AnyNode>(
    nodes.flatMap((node) => (node.type === 'CallExpression' ? [node.callee] : [])),
  );
  const inner = new Set<AnyNode>(
    nodes.flatMap((node) => (node.type === 'MemberExpression' ? [node.object] : [])),
  );
  const pathOf = openPaths(shape.tree);
  const paths = nodes.flatMap((node) => {
    if (node.type === 'VariableDeclarator') return destructured(node, pathOf);
    const path = node.type === 'MemberExpression' && !inner.has(node) ? pathOf(node) : null;
    return path === null ? [] : [called.has(node) ? path.slice(0, -1) : path];
  });
  const fields = paths.flatMap((path) => placesOf(withoutLength(path), user ?? null, context ?? null));
  const modules = new Set<AnyNode>(nodes.flatMap(requiredBy));
  const literals = nodes.flatMap((node) => (node.type === 'Literal' && !modules.has(node) ? [node] : []));
  return {
    fields: [...new Map(fields.map((field) => [JSON.stringify(field), field])).values()],
    texts: unique(literals.flatMap(({ value }) => (typeof value === 'string' ? [value] : []))),
    numbers: unique(literals.flatMap(({ value }) => (typeof value === 'number' ? [value] : []))),
    patterns: literals.flatMap(({ regex }) =>
      regex ? [{ source: regex.pattern, flags: regex.flags.includes('i') ? 'i' : '' }] : [],
    ),
    readsClock: nodes.some((node) => CLOCKS.has(nameOf(node) ?? '')),
  };
}

type Place = RuleHarvest['fields'][number];

const CLOCKS: ReadonlySet<string> = new Set(['Date', 'moment', 'dayjs']);

/** What a rule leaves in its context for others; a login does not bring it. */
const RESULTS: ReadonlySet<string> = new Set([
  'idToken',
  'accessToken',
  'samlConfiguration',
  'multifactor',
  'redirect',
  'session',
  'lintel',
]);

/** The name of a module, which says nothing about logins. */
function requiredBy(node: AnyNode): readonly AnyNode[] {
  return node.type === 'CallExpression' && nameOf(node.callee) === 'require' ? node.arguments : [];
}

/** Where an Action finds what a rule finds elsewhere. */
const ACTION_PLACES: readonly (readonly [string, Place])[] = [
  ['event.user', { root: 'user', path: [] }],
  ['event.client.name', { root: 'context', path: ['clientName'] }],
  ['event.client.client_id', { root: 'context', path: ['clientID'] }],
  ['event.client.metadata', { root: 'context', path: ['clientMetadata'] }],
  ['event.connection.name', { root: 'context', path: ['connection'] }],
  ['event.connection.strategy', { root: 'context', path: ['connectionStrategy'] }],
  ['event.organization', { root: 'context', path: ['organization'] }],
  ['event.request.ip', { root: 'context', path: ['request', 'ip'] }],
  ['event.request.geoip.countryCode', { root: 'context', path: ['request', 'geoip', 'country_code'] }],
  ['event.request.query', { root: 'context', path: ['request', 'query'] }],
  ['event.request.body', { root: 'context', path: ['request', 'body'] }],
  ['event.stats.logins_count', { root: 'context', path: ['stats', 'loginsCount'] }],
  ['event.authorization.roles', { root: 'context', path: ['authorization', 'roles'] }],
  ['event.authentication.methods', { root: 'context', path: ['authentication', 'methods'] }],
];

function placesOf(path: readonly string[], user: string | null, context: string | null): readonly Place[] {
  const [first, ...rest] = path;
  if (first === undefined || rest.length === 0) return [];
  if (first === user) return [{ root: 'user', path: rest }];
  if (first === context) return RESULTS.has(rest[0] ?? '') ? [] : [{ root: 'context', path: rest }];
  return ACTION_PLACES.flatMap(([name, place]) => {
    const steps = name.split('.');
    const isBelow = user === null && steps.every((step, index) => path[index] === step);
    const here = [...place.path, ...path.slice(steps.length)];
    return isBelow && here.length > 0 ? [{ root: place.root, path: here }] : [];
  });
}

/** `const { email } = user` reads `user.email`. */
function destructured(
  node: AnyNode & { readonly type: 'VariableDeclarator' },
  pathOf: ReadPath,
): readonly (readonly string[])[] {
  const path = node.init ? pathOf(node.init) : null;
  return path === null ? [] : takenOut(node.id).map((part) => [...path, ...part.path]);
}

function withoutLength(path: readonly string[]): readonly string[] {
  return path.at(-1) === 'length' ? path.slice(0, -1) : path;
}

function nameOf(node: AnyNode): string | null {
  return node.type === 'Identifier' ? node.name : null;
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
