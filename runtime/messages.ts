/** Every sentence that the runtime says about a login it cannot take, and about itself. */

/** Said when a rule fails, whatever it threw: the person who signs in learns nothing about the inside. */
export const FAILURE_MESSAGE = 'You cannot be signed in right now. Please try again later.';

/** Said when a login would have to be sent elsewhere and nobody sits before a browser. */
export const NEEDS_BROWSER = 'Please sign in again in a browser.';

/** Said when a second factor was asked for and not given. */
export const SECOND_FACTOR_FAILED = 'The second factor was not given.';

/** Said of a `state` that is not ours, has been used or is too old. */
export function unknownState(): string {
  return 'this sign-in cannot be continued; please start again';
}

/** For administrators. `reason` is a part of a sentence, such as `it has expired`. */
export function returnedIgnored(parts: { readonly reason: string }): string {
  return `what came back in \`session_token\` does not count: ${parts.reason}`;
}

/** For administrators: `name` of the secret that signs what goes along with a redirect and comes back. */
export function visitSecretMissing(parts: { readonly name: string }): string {
  return `the secret \`${parts.name}\`, which signs what goes along with a redirect, has no value; \`lintel check\` tells how it gets one`;
}

export function claimsTooLarge(parts: { readonly token: string }): string {
  return `the claims of the ${parts.token} are larger than 100 KB`;
}

export function notALogin(parts: { readonly found: string }): string {
  return `expected a login with \`user\` and \`context\`, found ${parts.found}`;
}

export function missingPart(parts: { readonly name: string }): string {
  return `the login has no \`${parts.name}\`; expected a record`;
}

export function wrongPart(parts: { readonly name: string; readonly found: string }): string {
  return `\`${parts.name}\` of the login is ${parts.found}; expected a record`;
}

export function notAClock(): string {
  return '`now` is no moment in time; expected a date, milliseconds, or a text such as 2026-11-22T12:00:00+01:00';
}

export function notAnId(parts: { readonly found: string }): string {
  return `\`id\` is ${parts.found}; expected a text that no other login has, or none at all`;
}

/** Of the second argument of `confirm`. */
export function notAnEnd(parts: { readonly found: string }): string {
  return `expected \`passed\` or \`failed\` for the second factor, found ${parts.found}`;
}

/** Of the second argument of `resume`. */
export function wrongAnswer(parts: { readonly found: string }): string {
  return `expected what came back as \`{ query, body, methods }\`, found ${parts.found}`;
}

/** Of the second argument of `resume`. */
export function unknownPart(parts: { readonly name: string }): string {
  return `expected what came back as \`{ query, body, methods }\`, and found \`${shorten(parts.name)}\` in it`;
}

/** `found`: the name of a class, or a shape in words. */
export function wrongParameters(parts: { readonly name: 'query' | 'body'; readonly found: string }): string {
  return `\`${parts.name}\` of what came back is ${parts.found}; expected a record of parameters, such as \`Object.fromEntries(new URLSearchParams(text))\``;
}

export function wrongMethods(): string {
  return 'expected `methods` of what came back to be a list of records such as `{ name, timestamp }`, with milliseconds since 1970 as a number';
}

export function unreadableAnswer(): string {
  return 'what came back cannot be read';
}

export function disposed(): string {
  return 'the pipeline has been disposed';
}

export function tooLarge(parts: { readonly bytes: number }): string {
  return `the login is larger than ${Math.floor(parts.bytes / 1024)} KiB of JSON`;
}

export function tooDeep(parts: { readonly place: string; readonly depth: number }): string {
  return `\`${shorten(parts.place)}\` is nested deeper than ${parts.depth} levels`;
}

export function containsItself(parts: { readonly place: string }): string {
  return `\`${parts.place}\` contains itself`;
}

export function bigInteger(parts: { readonly place: string }): string {
  const what = parts.place === '' ? 'the login' : `\`${shorten(parts.place)}\``;
  return `${what} is a big integer, which JSON cannot hold; write a number or a text`;
}

export function unreadable(parts: { readonly place: string }): string {
  return parts.place === '' ? 'the login cannot be read' : `\`${shorten(parts.place)}\` cannot be read`;
}

export function unknownKey(parts: { readonly key: string }): string {
  return `unknown key \`${parts.key}\` in a login`;
}

export function didYouMean(parts: { readonly name: string }): string {
  return `did you mean \`${parts.name}\`?`;
}

export function knownKeys(parts: { readonly names: readonly string[] }): string {
  return `a login can have ${parts.names.map((name) => `\`${name}\``).join(', ')}`;
}

export function wrongValue(parts: {
  readonly key: string;
  readonly expected: string;
  readonly found: string;
}): string {
  return `\`${parts.key}\`: expected ${parts.expected}, found ${parts.found}`;
}

export function notAnAbbreviatedLogin(parts: { readonly found: string }): string {
  return `expected a login with keys such as \`app\` and \`user\`, found ${parts.found}`;
}

/** What a value is, in words of the language. */
export function describeShape(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return value.length <= 40 ? `the text \`${value}\`` : 'a text';
    case 'boolean':
      return value ? 'yes' : 'no';
    case 'number':
      return `the number ${value}`;
    case 'bigint':
      return 'a big integer';
    case 'object':
      return 'a record';
    default:
      return 'a function';
  }
}

/** The beginning of a long path is enough to find it. */
function shorten(place: string): string {
  return place.length <= 60 ? place : `${place.slice(0, 60)}…`;
}

export function notATenant(): string {
  return 'expected the name of a tenant as text';
}

/** For administrators. */
export function tenantNotLoaded(parts: { readonly reason: string }): string {
  return `the tenant cannot be loaded: ${parts.reason}`;
}
