import fc from 'fast-check';
import { APPS, PLANS } from '../arbitraries/vocabulary.ts';
import { fields, writeYaml, type Yaml } from '../arbitraries/write-yaml.ts';

/** Policies that read look-ups, of which everything can be told: `crm`, which has to answer, and `erp` and `hr`, which need not. */
export function askingPolicy(id: string): fc.Arbitrary<string> {
  return fc
    .record({
      crm: request('crm'),
      erp: request('erp'),
      hr: request('hr'),
      default: fc.constantFrom('allow', 'deny'),
      known: sentence,
      exempt: fc.option(sentence, { nil: undefined }),
      rules: fc.array(rule, { minLength: 1, maxLength: 5 }),
      // So many that policies tell logins apart by their application.
      crowd: fc.constantFrom<number[]>(0, 0, 21),
      at: fc.nat(5),
    })
    .map(({ crm, erp, hr, known, exempt, rules, crowd, at, ...header }) => {
      const few = rules.map((one, index) => new Map([['id', `rule-${index}`] as const, ...one]));
      const many = Array.from({ length: crowd }, (_, index) =>
        ruleOf(
          { id: `crowd-${index}`, for: fields({ app: APPS[index % APPS.length] }) },
          fields(index % 7 === 3 ? { deny: 'No' } : { log: 'x' }),
        ),
      );
      return writeYaml(
        fields({
          policy: id,
          ...header,
          sources: fields({
            crm: fields({ ...crm, if_it_fails: 'deny' }),
            erp: fields({ ...erp, if_it_fails: 'continue' }),
            hr: fields({ ...hr, if_it_fails: 'continue' }),
          }),
          conditions: fields({ known }),
          exempt,
          rules: [...few.slice(0, at), ...many, ...few.slice(at), ADMITS],
        }),
      );
    });
}

function ruleOf(parts: Parameters<typeof fields>[0], done: Yaml): ReadonlyMap<string, Yaml> {
  return new Map([...fields(parts), ['then', done] as const]);
}

const ADMITS = ruleOf({ id: 'admits', when: 'user.email_verified' }, fields({ admit: 'yes' }));

function slot(sentence: string): string {
  return `$\{${sentence}}`;
}

function request(name: string) {
  const host = `https://${name}.example.com`;
  const path = fc.constantFrom(`/people/${slot('user.email')}`, `/${slot('user.nickname')}`, '/all');
  return fc.oneof(
    path.map((one) => ({ url: `${host}${one}` })),
    path.map((one) => ({
      url: `${host}${one}?at=${slot('now')}`,
      method: 'POST',
      headers: fields({ Authorization: `Bearer ${slot('secrets.KEY')}` }),
      body: fields({ groups: '= user.groups', name: '= user.name' }),
    })),
  );
}

const asking = fc.constantFrom(
  ...PLANS.map((plan) => `crm.plan is ${JSON.stringify(plan)}`),
  'crm.blocked',
  'erp.blocked is yes',
  'erp.plan in ["free", "pro"]',
  'hr.level is at least 3',
  'crm.level + erp.level is at least 3',
  'crm.plan is erp.plan',
  'any i in hr.items where i.kind is "a"',
  '(erp.plan otherwise hr.plan otherwise "free") is "free"',
  'erp exists',
);

const plain = fc.constantFrom(
  'user.email_verified',
  'user.nickname exists',
  'user.email.domain is "example.com"',
  ...APPS.slice(0, 2).map((app) => `app is ${JSON.stringify(app)}`),
);

const sentence: fc.Arbitrary<string> = fc.letrec<{ one: string }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 2 },
    { weight: 4, arbitrary: asking },
    { weight: 2, arbitrary: plain },
    { weight: 1, arbitrary: tie('one').map((one) => `not (${one})`) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(tie('one'), fc.constantFrom('and', 'or'), tie('one'))
        .map(([a, word, b]) => `(${a}) ${word} (${b})`),
    },
  ),
})).one;

const condition = fc.oneof(
  { weight: 4, arbitrary: sentence },
  { weight: 1, arbitrary: fc.constant('known') },
  // What it wants is wanted of the logins of other applications, too.
  { weight: 2, arbitrary: asking.map((one) => `${one} and app is ${JSON.stringify(APPS[0])}`) },
);

const effect: fc.Arbitrary<readonly [string, Yaml]> = fc.constantFrom<(readonly [string, Yaml])[]>(
  ['deny', 'No'],
  ['deny', fields({ message: '= crm.plan', log: `refused ${slot('erp.plan')}` })],
  ['require_mfa', 'yes'],
  ['set_claims', fields({ plan: '= crm.plan', items: '= hr.items' })],
  ['set_claims', fields({ department: '= erp.plan otherwise "none"' })],
  ['add_scopes', ['read:hr']],
  ['limit_session', fields({ lasts: '1 hour' })],
  ['log', `plan ${slot('hr.plan')}`],
  ['admit', 'yes'],
  ['stop', 'yes'],
);

const rule: fc.Arbitrary<ReadonlyMap<string, Yaml>> = fc
  .record({
    for: fc.option(
      fc.constantFrom(...APPS).map((app) => fields({ app })),
      { nil: undefined, freq: 2 },
    ),
    when: fc.option(condition, { nil: undefined, freq: 4 }),
    unless: fc.option(condition, { nil: undefined, freq: 2 }),
    done: fc.uniqueArray(effect, { minLength: 1, maxLength: 2, selector: ([key]) => key }),
    mode: fc.constantFrom(undefined, undefined, undefined, 'report-only', 'disabled'),
  })
  .map(({ done, ...parts }) => ruleOf(parts, new Map(done)));
