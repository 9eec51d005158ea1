import { isRecord, shapeAs } from './shape.ts';

/** How a login comes in; missing without a protocol, and without a prompt the person sees a page. */
export function entry(context: unknown): string | undefined {
  const protocol = readText(context, 'protocol');
  if (protocol === undefined) return undefined;
  const byProtocol = new Map([
    ['oauth2-refresh-token', 'refresh'],
    ['redirect-callback', 'redirect_resume'],
    ['delegation', 'delegation'],
    ['oauth2-token-exchange', 'token_exchange'],
    ['urn:ietf:params:oauth:grant-type:token-exchange', 'token_exchange'],
  ]);
  const prompt = readText(context, 'request.query.prompt');
  return byProtocol.get(protocol) ?? (prompt === 'none' ? 'silent' : 'login');
}

/** The text at a place of a record. */
export function readText(record: unknown, place: string): string | undefined {
  const found = readPlace(record, place);
  return typeof found === 'string' ? found : undefined;
}

/** What stands at a place of a record. */
export function readPlace(record: unknown, place: string): unknown {
  let at = record;
  for (const name of place.split('.')) at = isRecord(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  return at;
}

/** The scopes that the application asks for: a text with spaces between them, or a list. */
export function requestedScopes(raw: unknown): readonly string[] | undefined {
  if (typeof raw === 'string') return raw.split(' ').filter((scope) => scope !== '');
  if (!Array.isArray(raw) || !raw.every((scope) => typeof scope === 'string')) return undefined;
  return raw.flatMap((text) => text.split(' ').filter((scope) => scope !== ''));
}

/** What is in doubt about one method of authentication is in doubt about the list. */
export function methodNames(raw: unknown): readonly string[] | undefined {
  const methods = readMethods(raw);
  return methods?.map((method) => method.name);
}

export function usedMfa(raw: unknown): boolean | undefined {
  return methodNames(raw)?.includes('mfa');
}

/** The latest second factor, in milliseconds; missing when there is none, or when one might be later than those known. */
export function mfaAt(raw: unknown): number | undefined {
  const factors = readMethods(raw)?.filter((method) => method.name === 'mfa');
  if (factors === undefined || factors.length === 0) return undefined;
  const times = factors.map((factor) => factor.at);
  return times.includes(undefined) ? undefined : Math.max(...times.map(Number));
}

function readMethods(
  raw: unknown,
): readonly { readonly name: string; readonly at: number | undefined }[] | undefined {
  if (!Array.isArray(raw)) return undefined;
  const methods = raw.map((method: unknown) => {
    const name = readText(method, 'name');
    return name === undefined
      ? undefined
      : { name, at: isRecord(method) ? readTime(method.timestamp) : undefined };
  });
  return methods.includes(undefined) ? undefined : methods.filter((method) => method !== undefined);
}

/** Seconds when the number is that small, milliseconds otherwise. */
function readTime(raw: unknown): number | undefined {
  const at = shapeAs(raw, { kind: 'instant' });
  if (typeof at !== 'number') return undefined;
  return typeof raw === 'number' && at < 1e11 ? at * 1000 : at;
}
