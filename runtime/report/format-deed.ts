import type { Deed, TokenName } from './effect.ts';

/**
 * What a rule did, one short line for people each, such as `refused: …`: they fit behind *would have* too. A claim that
 * went into several tokens alike is told once.
 */
export function formatDeeds(deeds: readonly Deed[]): readonly string[] {
  const claims = new Map<string, TokenName[]>();
  const told: (readonly [deed: Deed, tokens: readonly TokenName[]])[] = [];
  for (const deed of deeds) {
    if (deed.effect !== 'set_claim' && deed.effect !== 'remove_claim') {
      told.push([deed, []]);
      continue;
    }
    const { token, ...claim } = deed;
    const key = JSON.stringify(claim);
    const tokens = claims.get(key);
    if (tokens !== undefined) tokens.push(token);
    else {
      const own = [token];
      claims.set(key, own);
      told.push([deed, own]);
    }
  }
  return told.map(([deed, tokens]) => formatDeed(deed, tokens));
}

/** `id and access token` for several tokens. */
export function tokensText(tokens: readonly TokenName[]): string {
  const words = (['id_token', 'access_token'] as const).filter((token) => tokens.includes(token));
  const named = words.map((token) => token.slice(0, -'_token'.length)).join(' and ');
  const parts = [...(named === '' ? [] : [`${named} token`]), ...(tokens.includes('saml') ? ['saml'] : [])];
  return parts.join(' and ');
}

/** A value as it could stand in a policy, cut when long. */
export function showValue(value: unknown): string {
  const text = written(value);
  return showText(text.length <= 100 ? text : `${text.slice(0, 100)}…`);
}

/** A text without anything that moves, hides or reorders on a terminal: such characters become their numbers. */
export function showText(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

function formatDeed(deed: Deed, tokens: readonly TokenName[]): string {
  switch (deed.effect) {
    case 'deny':
      return `refused: ${showText(deed.message)} [${showText(deed.code)}]`;
    case 'admit':
      return 'admitted';
    case 'stop':
      return 'ended this policy';
    case 'fail':
      return `failed: ${showText(deed.reason)}`;
    case 'require_mfa':
      if (deed.demand === null) return 'dropped the second factor';
      return `asked for a second factor: ${showText(deed.demand.methods?.join(' or ') ?? deed.demand.provider)}`;
    case 'set_claim':
      return `set ${showText(deed.name)} = ${showValue(deed.value)} in the ${tokensText(tokens)}${wasText(deed)}`;
    case 'remove_claim':
      return `removed ${showText(deed.name)} from the ${tokensText(tokens)}${wasText(deed)}`;
    case 'set_scopes':
      return `set scopes: ${showText(deed.scopes.join(' ')) || 'none'}, before: ${showText(deed.before.join(' ')) || 'none'}`;
    case 'set_profile':
      return `set user.${showText(deed.name)} = ${showValue(deed.value)}${wasText(deed)}`;
    case 'remove_profile':
      return `removed user.${showText(deed.name)}${wasText(deed)}`;
    case 'limit_session': {
      const { lasts, idle } = deed.session ?? {};
      const limits = [
        lasts === undefined ? '' : `lasts ${durationText(lasts)}`,
        idle === undefined ? '' : `idle ${durationText(idle)}`,
      ];
      return `limited the session: ${limits.filter(Boolean).join(', ')}`;
    }
    case 'redirect':
      return `sent on to ${showText(deed.url)}`;
    case 'set_context':
      if (deed.value === undefined) return `removed context.${showText(deed.name)}${wasText(deed)}`;
      return `set context.${showText(deed.name)} = ${showValue(deed.value)}${wasText(deed)}`;
    case 'call':
      return `called ${requestText(deed)}${resultText(deed)}`;
    case 'update_user':
      return `stored ${deed.field}: ${showText(deed.names.join(', '))}`;
    case 'set_metadata':
      return `stored ${deed.field}.${showText(deed.name)} = ${showValue(deed.value)}`;
    case 'count':
      return `counted ${showText(deed.counter)}`;
    case 'notify':
      return `notified ${requestText(deed)}`;
    case 'link_to':
      return deed.user === null ? 'dropped the link to another account' : `linked to ${showText(deed.user)}`;
    case 'log':
      return `logged: ${showText(deed.text)}`;
  }
}

function requestText({ method, host }: { readonly method: string; readonly host: string }): string {
  return `${showText(method)} ${showText(host)}`;
}

/** Nothing of a call that has not been made. */
function resultText({ status, error }: { readonly status?: number; readonly error?: string }): string {
  const result = error ?? (status === undefined ? null : String(status));
  return result === null ? '' : `: ${showText(result)}`;
}

/** JSON with spaces, so that long lists can be read. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${written(member)}`);
  return `{ ${entries.join(', ')} }`;
}

/** Seconds in the largest unit that measures them without a rest. */
function durationText(seconds: number): string {
  const [unit, length] = UNITS.find(([, length]) => seconds >= length && seconds % length === 0) ?? [
    'second',
    1,
  ];
  const count = seconds / length;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

function wasText({ before }: { readonly before?: unknown }): string {
  return before === undefined ? '' : `, before: ${showValue(before)}`;
}
