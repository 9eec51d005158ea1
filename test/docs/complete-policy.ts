import { EFFECTS } from '../../grammar/parse-effect.ts';
/**
 * A whole policy out of a fragment, as documents show them: rules without a header, a `when:` without a rule, an effect
 * without a `then:`. A block that begins with no key stands as it is.
 */
export function completePolicy(fragment: string): string {
  const key = firstKey(fragment);
  if (key === null) return fragment;
  if (key === '-') return completePolicy(`rules:\n${indented(fragment, 2)}`);
  if (EFFECT_KEYS.has(key)) return completePolicy(`then:\n${indented(fragment, 2)}`);
  if (RULE_KEYS.has(key)) {
    const then = /^(?:then|script|uses):/m.test(fragment) ? '' : `then:\n  log: Somebody signs in\n`;
    return completePolicy(`rules:\n  - id: example\n${indented(`${fragment}${then}`, 4)}`);
  }
  const header = /^policy:/m.test(fragment) ? '' : 'policy: example\n';
  const rules = /^rules:/m.test(fragment) ? '' : namedRule(fragment);
  return withScenery(`${header}${fragment}${rules}`);
}

/** The rule that decides the tests of a fragment, or one that does nothing. */
function namedRule(fragment: string): string {
  const decider = /\bby: ([\w-]+)/.exec(fragment)?.[1];
  if (decider === undefined) return 'rules:\n  - id: example\n    then: { log: Somebody signs in }\n';
  return `rules:\n  - id: ${decider}\n    unless: user.email_verified\n    then: { deny: Only staff can sign in. }\n`;
}

/** The key or the dash that a fragment begins with; null for anything else. */
export function firstKey(fragment: string): string | null {
  const first = fragment.split('\n').find((line) => line.trim() !== '' && !/^\s*#/.test(line)) ?? '';
  return /^(-|\w+)(?=[:\s])/.exec(first)?.[1] ?? null;
}

const RULE_KEYS: ReadonlySet<string> = new Set([
  'when',
  'unless',
  'uses',
  'then',
  'script',
  'for',
  'mode',
  'expires',
  'why',
]);

const EFFECT_KEYS: ReadonlySet<string> = new Set(EFFECTS);

/** What fragments take for granted: section, name and definition. */
const SCENERY: readonly (readonly [section: string, name: string, definition: string])[] = [
  ['networks', 'office', '[203.0.113.0/24]'],
  ['schedules', 'working_hours', '{ days: mon-fri, from: 08:00, to: 19:00, timezone: Europe/Berlin }'],
  ['lists', 'auditors', '{ of: email, items: [ana@partner.example] }'],
  ['tables', 'group_roles', '{ from: group, to: list of role, rows: { HR Team: [hr.read] } }'],
  ['networks', 'vpn', '[198.51.100.0/24]'],
  ['conditions', 'is_staff', 'user.email_verified'],
  ['conditions', 'is_admin', 'user.groups contains "Admins"'],
  ['conditions', 'in_office', 'request.ip in 203.0.113.0/24'],
  ['conditions', 'on_vpn', 'request.ip in 198.51.100.0/24'],
  ['settings', 'support', 'it-help@example.com'],
];

function withScenery(policy: string): string {
  let text = policy;
  for (const [section, name, definition] of SCENERY) {
    const isNamed = new RegExp(`(?<![\\w/-])${name}(?![\\w:/-])`).test(policy.replace(/#.*|"[^"\n]*"/g, ''));
    if (!isNamed || new RegExp(`^ +${name}:`, 'm').test(policy)) continue;
    const line = `  ${name}: ${definition}\n`;
    const header = new RegExp(`^${section}:.*\n`, 'm').exec(text)?.[0];
    text = header === undefined ? `${text}${section}:\n${line}` : text.replace(header, () => header + line);
  }
  return text;
}

function indented(text: string, width: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(width));
}
