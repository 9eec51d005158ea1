import {
  type Diagnostic,
  DURATION_UNITS,
  type Effect,
  type Policy,
  parseDuration,
  type RequireMfaEffect,
  type Span,
} from '../../grammar/index.ts';
import { coresOfRule } from '../asks.ts';
import { unsupportedInTarget } from '../check/messages/check-target-messages.ts';
import { childrenOfCore } from '../children-of-core.ts';
import type { Core, CorePolicy } from '../core.ts';

/** What of the effects of a policy an Action cannot do, or not quite: an error each. */
export function checkActionEffects(policy: Policy): readonly Diagnostic[] {
  const effects = policy.rules.filter(({ mode }) => mode?.value !== 'disabled').flatMap(({ then }) => then);
  const demands = effects.filter((effect) => effect.kind === 'require_mfa');
  const signers = effects.flatMap((effect) =>
    effect.kind === 'redirect' && effect.signWith !== null ? [effect.signWith] : [],
  );
  const stored = demands.length === 0 ? [] : effects.filter(waitsForFactor);
  return [
    ...effects.flatMap((effect) =>
      effect.kind === 'limit_session'
        ? [refuse('limit_session', effect.key, 'how long a session lasts is a setting of the tenant there')]
        : [],
    ),
    ...demands.flatMap(checkDemand),
    ...stored.map((effect) =>
      refuse(
        effect.kind,
        effect.key,
        'beside `require_mfa` it would be stored before the second factor is given',
      ),
    ),
    ...signers
      .filter(({ text }) => text !== signers[0]?.text)
      .map(({ span }) =>
        refuse('sign_with', span, 'all redirects of a policy have to be signed with the same secret there'),
      ),
  ];
}

/** What of a login the sentences of a policy read that Actions are not told: an error each. */
export function checkActionFields(core: CorePolicy): readonly Diagnostic[] {
  const shared = [
    ...core.conditions.map(({ condition }) => condition),
    ...(core.exempt === null ? [] : [core.exempt.condition]),
  ];
  const inAll = core.rules.flatMap((rule) => {
    const cores = coresOfRule(rule);
    return cores.flatMap((one) => unknownFields(one).map((name) => ({ name, span: rule.span })));
  });
  const [first] = core.rules;
  const inShared =
    first === undefined
      ? []
      : shared.flatMap((one) => unknownFields(one).map((name) => ({ name, span: first.span })));
  const seen = new Set<string>();
  return [...inShared, ...inAll].flatMap(({ name, span }) => {
    if (seen.has(name)) return [];
    seen.add(name);
    return [refuse(name, span, 'an Action is not told of it')];
  });
}

function refuse(part: string, span: Span, reason: string): Diagnostic {
  return unsupportedInTarget({ part, span, target: 'as an Auth0 Action', reason });
}

function waitsForFactor(effect: Effect): boolean {
  const stores = effect.kind === 'set_user_metadata' || effect.kind === 'set_app_metadata';
  return stores && !effect.alsoOnDeny;
}

function checkDemand({ methods, provider, remember, maxAge, key }: RequireMfaEffect): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const passkey = methods?.find(({ text }) => text === 'passkey');
  if (passkey !== undefined)
    found.push(refuse('passkey', passkey.span, 'a passkey is no second factor there'));
  if (provider !== null && !PROVIDERS.has(provider.text))
    found.push(refuse('provider', provider.span, `there are ${[...PROVIDERS].join(', ')}`));
  else if (provider !== null && methods !== null)
    found.push(refuse('provider', provider.span, 'methods are asked for without a provider there'));
  if (maxAge !== null)
    found.push(refuse('max_age', maxAge.span, 'how long ago the factor was given cannot be said there'));
  if (remember !== null && (methods !== null || !isThirtyDays(remember.text)))
    found.push(
      refuse(
        'remember',
        remember.span ?? key,
        'a browser is remembered for 30 days, and only without `methods`',
      ),
    );
  return found;
}

const PROVIDERS: ReadonlySet<string> = new Set(['any', 'guardian', 'google-authenticator', 'duo']);
const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000;

function isThirtyDays(text: string): boolean {
  const duration = parseDuration(text);
  return duration !== null && duration.amount * DURATION_UNITS[duration.unit] === THIRTY_DAYS;
}

/** The names of fields of the login that Actions are not told of. */
function unknownFields(core: Core): readonly string[] {
  const own =
    core.kind === 'field' && core.root === 'context' && !isKnown(core.path.join('.')) ? [core.name] : [];
  return [...own, ...childrenOfCore(core).flatMap(unknownFields)];
}

function isKnown(path: string): boolean {
  return KNOWN.some((known) => path === known || path.startsWith(`${known}.`));
}

/** Places in the context that an event says, as `loginOfEvent` brings them back. */
const KNOWN = [
  'accessToken',
  'authentication.methods',
  'authorization.roles',
  'clientID',
  'clientMetadata',
  'clientName',
  'connection',
  'connectionID',
  'connectionMetadata',
  'connectionStrategy',
  'idToken',
  'locale',
  'organization',
  'primaryUser',
  'protocol',
  'request.body',
  'request.geoip.city_name',
  'request.geoip.continent_code',
  'request.geoip.country_code',
  'request.geoip.country_name',
  'request.geoip.latitude',
  'request.geoip.longitude',
  'request.geoip.time_zone',
  'request.hostname',
  'request.ip',
  'request.language',
  'request.query',
  'request.userAgent',
  'returned',
  'riskAssessment',
  'sessionID',
  'stats.loginsCount',
  'tenant',
];
