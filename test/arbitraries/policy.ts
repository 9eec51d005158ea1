import fc from 'fast-check';
import { condition, conditionTree } from './condition.ts';
import { definitions, someOf } from './definitions.ts';
import { effects } from './effects.ts';
import { counting, sources } from './outward.ts';
import { APPS, CONNECTIONS, EVENTS, ORGANIZATIONS, PROTOCOLS, ZONES } from './vocabulary.ts';
import { fields, writeYaml, type Yaml } from './write-yaml.ts';

export interface PolicyOptions {
  /**
   * Leaves out everything by which a policy itself says what a missing field means: `exists`, `is missing`, `is empty`,
   * `otherwise`, `assume`, and `event`, which reads a missing prompt as an ordinary login.
   */
  readonly silentOnMissing?: boolean;
  readonly stop?: boolean;
  /** Look-ups, counters, and effects that last. */
  readonly outward?: boolean;
}

/** Policy files that the checker accepts, as YAML. */
export function policyText({
  silentOnMissing = false,
  stop = true,
  outward = false,
}: PolicyOptions = {}): fc.Arbitrary<string> {
  const named = { silentOnMissing, outward, names: ['is_staff', 'is_risky', 'is_odd'] };
  return fc
    .record({
      definitions,
      sources: outward ? sources : fc.constant(undefined),
      timezone: fc.constantFrom(...ZONES),
      default: fc.constantFrom(undefined, undefined, 'allow', 'deny'),
      assume: silentOnMissing ? fc.constant(undefined) : fc.option(assumptions, { nil: undefined, freq: 4 }),
      is_staff: conditionTree({ silentOnMissing, outward, names: [] }),
      is_risky: conditionTree({ silentOnMissing, outward, names: ['is_staff'] }),
      is_odd: conditionTree({ silentOnMissing, outward, names: ['is_risky', 'is_staff'] }),
      exempt: fc.option(condition(named), { nil: undefined, freq: 3 }),
      rules: fc.array(rule(named, { silentOnMissing, stop, outward }), { minLength: 1, maxLength: 5 }),
    })
    .map(({ definitions: named, sources, is_staff, is_risky, is_odd, rules, exempt, ...header }) => {
      const conditions = fields({ is_staff, is_risky, is_odd });
      const numbered = rules.map(
        (rule, index) => new Map<string, Yaml>([['id', `rule-${index + 1}`], ...rule]),
      );
      const top = fields({ policy: 'generated', name: 'A generated policy', ...header });
      const rest = fields({
        sources,
        conditions,
        exempt,
        rules: [...numbered, ...(outward ? counting : [])],
      });
      return writeYaml(new Map([...top, ...named, ...rest]));
    });
}

function rule(
  conditions: Parameters<typeof condition>[0],
  options: Parameters<typeof effects>[0],
): fc.Arbitrary<ReadonlyMap<string, Yaml>> {
  return fc
    .record({
      for: fc.option(scope(options.silentOnMissing), { nil: undefined, freq: 2 }),
      when: fc.option(conditionTree(conditions), { nil: undefined, freq: 5 }),
      unless: fc.option(conditionTree(conditions), { nil: undefined, freq: 2 }),
      done: effects(options),
      mode: fc.constantFrom(undefined, undefined, undefined, 'enforce', 'report-only', 'disabled'),
    })
    .map(({ done, ...rule }) => new Map([...fields(rule), ['then', done]]));
}

function scope(silentOnMissing: boolean): fc.Arbitrary<Yaml> {
  const keys: readonly (readonly [string, readonly string[]])[] = [
    ['app', APPS],
    ['connection', CONNECTIONS],
    ['organization', ORGANIZATIONS],
    ['protocol', PROTOCOLS],
    ...(silentOnMissing ? [] : ([['event', EVENTS]] as const)),
  ];
  const key = fc.oneof(
    ...keys.map(([name, values]) =>
      fc
        .oneof(fc.constantFrom(...values), someOf(values))
        .map((value): readonly [string, Yaml] => [name, value]),
    ),
  );
  return fc
    .uniqueArray(key, { minLength: 1, maxLength: 2, selector: ([name]) => name })
    .map((entries): Yaml => new Map(entries));
}

const ASSUMED: readonly (readonly [string, Yaml])[] = [
  ['user.groups', []],
  ['user.email_verified', 'no'],
  ['user.nickname', 'nobody'],
  ['roles', ['reader']],
  ['request.country', 'DE'],
];

const assumptions: fc.Arbitrary<Yaml> = fc
  .subarray([...ASSUMED], { minLength: 1 })
  .map((entries): Yaml => new Map(entries));
