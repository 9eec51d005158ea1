import fc from 'fast-check';
import { outwardEffects, outwardValue } from './outward.ts';
import { METHODS, SCOPES } from './vocabulary.ts';
import { fields, type Yaml } from './write-yaml.ts';

export interface EffectOptions {
  /** Leaves out values by which a policy itself says what a missing field means. */
  readonly silentOnMissing: boolean;
  readonly stop: boolean;
  /** Effects that last, and values from look-ups. */
  readonly outward?: boolean;
}

/** What stands under `then`: one effect or more. */
export function effects(options: EffectOptions): fc.Arbitrary<ReadonlyMap<string, Yaml>> {
  const each: readonly (readonly [string, fc.Arbitrary<Yaml>])[] = [
    ['deny', deny],
    ['require_mfa', demand],
    ['set_claims', claims(value(options))],
    ['add_to_claims', claims(addition(options))],
    ['remove_claims', removedClaims],
    ['add_scopes', scopes],
    ['remove_scopes', scopes],
    ['limit_scopes', scopes],
    ['set_profile', profile(options)],
    ['limit_session', session],
    ['admit', fc.constant('yes')],
    ['log', text(options)],
    ...(options.outward === true ? outwardEffects(options) : []),
    ...(options.stop ? ([['stop', fc.constant('yes')]] as const) : []),
  ];
  return fc
    .uniqueArray(fc.oneof(...each.map(([key, value]) => value.map((made) => [key, made] as const))), {
      minLength: 1,
      maxLength: 3,
      selector: ([key]) => key,
    })
    .map((entries) => new Map(entries));
}

/** `${…}` in a text. */
function slot(sentence: string): string {
  return `$\{${sentence}}`;
}

const deny: fc.Arbitrary<Yaml> = fc.oneof(
  fc.constantFrom('Please ask your administrator', `Sorry, ${slot('user.name')}`, '= settings.boss', 'No'),
  fc
    .record({
      message: fc.constantFrom('No entry', '= user.nickname'),
      code: fc.constantFrom('blocked', 'no_entry'),
    })
    .map(({ message, code }) => fields({ message, code, log: `refused ${slot('user.email')}` })),
);

const demand: fc.Arbitrary<Yaml> = fc.oneof(
  fc.constant('yes'),
  fc
    .record({
      methods: fc.option(fc.uniqueArray(fc.constantFrom(...METHODS), { minLength: 1, maxLength: 3 }), {
        nil: undefined,
      }),
      remember: fc.constantFrom(undefined, '12 hours', '30 minutes', '7 days'),
      max_age: fc.constantFrom(undefined, '1 hour', '15 minutes'),
    })
    .filter((demand) => Object.values(demand).some((value) => value !== undefined))
    .map((demand): Yaml => fields(demand)),
);

const CLAIM_NAMES = [
  'roles',
  'department',
  'tenant',
  'https://acme.example/plan',
  '__proto__',
  'constructor',
];

function claims(worth: fc.Arbitrary<Yaml>): fc.Arbitrary<Yaml> {
  const plain = record(CLAIM_NAMES, worth);
  const token = fc.constantFrom('id_token', 'access_token', 'saml');
  return fc.oneof(
    { weight: 3, arbitrary: plain },
    { weight: 1, arbitrary: fc.tuple(token, plain).map(([name, inner]): Yaml => new Map([[name, inner]])) },
  );
}

const removedClaims: fc.Arbitrary<Yaml> = fc.uniqueArray(fc.constantFrom(...CLAIM_NAMES), {
  minLength: 1,
  maxLength: 2,
});

const scopes: fc.Arbitrary<Yaml> = fc.oneof(
  fc.uniqueArray(fc.constantFrom(...SCOPES), { minLength: 1, maxLength: 3 }),
  fc.constant('= lookup user.groups in group_scopes'),
  // What a person wrote about themselves can hold spaces.
  fc.constant('name:${user.name}'),
);

function profile(options: EffectOptions): fc.Arbitrary<Yaml> {
  return record(['nickname', 'name', 'given_name'], text(options));
}

const session: fc.Arbitrary<Yaml> = fc.constantFrom(
  fields({ lasts: '8 hours' }),
  fields({ idle: '30 minutes' }),
  fields({ lasts: '1 hour', idle: '15 minutes' }),
);

function text(options: EffectOptions): fc.Arbitrary<string> {
  return fc.constantFrom(
    'Plain text',
    '= user.name',
    '= lower(user.nickname)',
    `${slot('user.name')} of ${slot('settings.tenant')}`,
    ...(options.silentOnMissing ? [] : ['= user.nickname otherwise "nobody"']),
  );
}

/** What can be added to a list: a text or a list. */
function addition(options: EffectOptions): fc.Arbitrary<Yaml> {
  return fc.oneof(
    text(options),
    fc.constantFrom(
      '= user.email',
      '= user.groups',
      '= lookup user.groups in group_roles',
      '= [user.name, settings.boss]',
    ),
    fc.array(text(options), { minLength: 1, maxLength: 2 }),
  );
}

function value(options: EffectOptions): fc.Arbitrary<Yaml> {
  return fc.oneof(
    { weight: 3, arbitrary: text(options) },
    {
      weight: 5,
      arbitrary: fc.constantFrom(
        '= user.email',
        '= user.email.domain',
        '= user.groups',
        '= lookup user.groups in group_roles',
        '= user.app_metadata.plan',
        '= size(user.groups)',
        '= login.count + 1',
        '= user.email_verified',
        '= (user.email_verified and login.count is more than 2)',
        '= if user.email_verified then user.name else user.nickname',
        '= now',
        '= [user.name, settings.boss]',
        '= (i.provider for each i in user.identities where i.isSocial)',
        ...(options.silentOnMissing
          ? []
          : ['= user.app_metadata.department otherwise "unknown"', '= (user.name exists)']),
      ),
    },
    { weight: 1, arbitrary: fc.array(text(options), { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: record(['a', 'b'], text(options)) },
    ...(options.outward === true && !options.silentOnMissing ? [{ weight: 3, arbitrary: outwardValue }] : []),
  );
}

function record(
  names: readonly string[],
  value: fc.Arbitrary<Yaml>,
): fc.Arbitrary<ReadonlyMap<string, Yaml>> {
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names), value), {
      minLength: 1,
      maxLength: 2,
      selector: ([name]) => name,
    })
    .map((entries) => new Map(entries));
}
