import fc from 'fast-check';
import { PLANS, TEXTS } from './vocabulary.ts';
import { fields, type Yaml } from './write-yaml.ts';

/** `${…}` in a text. */
function slot(sentence: string): string {
  return `$\{${sentence}}`;
}

const url = fc.constantFrom(
  `https://crm.example.com/people/${slot('user.email')}`,
  `https://crm.example.com/people/${slot('user.name')}/orders?plan=${slot('user.app_metadata.plan')}&n=${slot('login.count')}`,
  `https://crm.example.com/${slot('user.nickname')}${slot('user.name')}?key=${slot('secrets.KEY')}`,
  `https://crm.example.com/x?blocked=${slot('user.email_verified')}&at=${slot('now')}`,
  'https://crm.example.com/all',
);

const headers = fc.constantFrom(
  undefined,
  fields({ Authorization: `Bearer ${slot('secrets.KEY')}` }),
  fields({ 'X-Key': '= secrets.KEY', 'X-Name': '= user.name' }),
);

const body = fc.constantFrom<(Yaml | undefined)[]>(
  undefined,
  'hello',
  `${slot('user.name')} has signed in with ${slot('secrets.KEY')}`,
  '= user.identities',
  fields({ email: '= user.email', at: '= now', groups: '= user.groups', key: '= secrets.KEY' }),
  new Map<string, Yaml>([
    ['__proto__', '= user.name'],
    ['inner', fields({ plan: '= user.app_metadata.plan', list: ['= user.nickname', 'x'] })],
  ]),
);

const request = fc.record({ url, headers, body });

/** The look-ups `crm` and `erp`. */
export const sources: fc.Arbitrary<Yaml> = fc.record({ crm: request, erp: request }).map(({ crm, erp }) =>
  fields({
    crm: fields({ ...crm, method: crm.body === undefined ? undefined : 'POST' }),
    erp: fields({ ...erp, method: 'POST', if_it_fails: 'continue' }),
  }),
);

const seats = fields({ name: 'seats', per: 'organization.id', distinct: 'user.email', window: '30 days' });
const tries = fields({ name: 'tries', window: '1 hour', also_on_deny: 'yes' });

function rule(id: string, parts: readonly (readonly [string, Yaml])[], counter: Yaml): Yaml {
  return new Map<string, Yaml>([['id', id], ...parts, ['then', fields({ count: counter })]]);
}

/** Rules that describe the counters that any sentence may read. */
export const counting: readonly Yaml[] = [
  rule('count-seats', [], seats),
  rule('count-tries', [['when', 'user.email_verified is no']], tries),
];

/** A sentence that needs a look-up or a counter. */
export function asking({ silentOnMissing }: { readonly silentOnMissing: boolean }): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...PLANS).map((plan) => `crm.plan is ${JSON.stringify(plan)}`),
    fc.constantFrom(
      'crm.level is at least 3',
      'crm.blocked',
      'erp.blocked is yes',
      'erp.plan in ["free", "pro"]',
      'crm.region.code is "de"',
      'crm.plan is user.name',
      'crm.level + erp.level is at least 3',
      'any i in crm.items where i.kind is "a"',
      'counts.seats is at least 2',
      'counts.tries is more than user.app_metadata.level',
      ...(silentOnMissing
        ? []
        : ['(crm.plan otherwise erp.plan otherwise "free") is "free"', 'crm exists', 'erp.level is missing']),
    ),
  );
}

/** A value that needs a look-up or a counter. */
export const outwardValue: fc.Arbitrary<Yaml> = fc.constantFrom(
  '= crm.plan',
  '= erp.level',
  '= counts.seats + 1',
  `plan ${slot('crm.plan')}`,
  fields({ a: '= erp.plan', b: '= user.name' }),
);

function metadata(text: fc.Arbitrary<string>): fc.Arbitrary<Yaml> {
  return fc
    .tuple(fc.constantFrom('plan', 'last_country'), text, fc.constantFrom(undefined, 'yes'))
    .map(([name, value, also_on_deny]) => fields({ [name]: value, also_on_deny }));
}

const sent = fc
  .record({ request, also_on_deny: fc.constantFrom(undefined, 'yes', 'no') })
  .map(({ request, also_on_deny }) => fields({ ...request, also_on_deny }));

const called = fc
  .record({
    request,
    timeout: fc.constantFrom(undefined, '800 ms', '2 seconds'),
    retry: fc.constantFrom(undefined, '2'),
    if_it_fails: fc.constantFrom(undefined, 'continue'),
  })
  .map(({ request, ...others }) => fields({ ...request, ...others }));

const redirect: fc.Arbitrary<Yaml> = fc.constantFrom(
  'https://consent.example.com/terms',
  fields({ to: `https://consent.example.com/${slot('user.name')}?for=${slot('user.email')}` }),
  fields({
    to: `https://consent.example.com/terms?plan=${slot('crm.plan')}`,
    with: fields({ version: '7', name: '= user.name' }),
    sign_with: 'KEY',
  }),
);

/**
 * What lasts, and what leads elsewhere. Of policies that are silent about missing fields, what is only given asks nothing:
 * whoever is not given it, need not wait for an answer that never comes.
 */
export function outwardEffects({
  silentOnMissing,
}: {
  readonly silentOnMissing: boolean;
}): readonly (readonly [string, fc.Arbitrary<Yaml>])[] {
  const asked = silentOnMissing ? [] : ['= crm.plan'];
  const text = fc.oneof(
    fc.constantFrom(...TEXTS).filter((value) => value !== ''),
    fc.constantFrom('= user.name', '= now', '= login.count', ...asked),
  );
  return [
    ['set_user_metadata', metadata(text)],
    ['set_app_metadata', metadata(text)],
    ['count', fc.constantFrom<Yaml[]>('seats', 'tries', seats)],
    ['call', called],
    ['notify', sent],
    ['link_to', fc.constantFrom('= user.nickname', '= user.app_metadata.department', 'auth0|1')],
    ['redirect', redirect],
  ];
}
