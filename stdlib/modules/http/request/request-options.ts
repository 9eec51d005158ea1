/** What `request(…)` takes; everything comes from a rule, so nothing of it is known. */
export interface RequestOptions {
  readonly url?: unknown;
  readonly uri?: unknown;
  readonly baseUrl?: unknown;
  readonly method?: unknown;
  readonly headers?: unknown;
  readonly qs?: unknown;
  readonly body?: unknown;
  readonly json?: unknown;
  readonly form?: unknown;
  readonly formData?: unknown;
  readonly auth?: unknown;
  readonly oauth?: unknown;
  readonly timeout?: unknown;
  readonly encoding?: unknown;
  readonly followRedirect?: unknown;
  readonly followAllRedirects?: unknown;
  readonly strictSSL?: unknown;
  readonly rejectUnauthorized?: unknown;
  readonly time?: unknown;
  readonly callback?: unknown;
  /** Of request-promise. */
  readonly simple?: unknown;
  readonly resolveWithFullResponse?: unknown;
  readonly transform?: unknown;
  readonly transform2xxOnly?: unknown;
}

export type RequestCallback = (error: unknown, response?: unknown, body?: unknown) => void;

/** Sorts the arguments of `request(address, options, callback)`, of which the last two can be missing. */
export function readArguments(
  list: readonly unknown[],
  defaults: RequestOptions,
  method?: string,
): { readonly options: RequestOptions; readonly callback: RequestCallback | null } {
  const [first, second, third] = list;
  const given: RequestOptions = {
    ...(typeof first === 'string' || isAddress(first) ? { uri: first } : asRecord(first)),
    ...(typeof second === 'function' ? {} : asRecord(second)),
    ...(method === undefined ? {} : { method }),
  };
  const options = mergeOptions(defaults, given);
  const callback = [second, third, options.callback].find((one) => typeof one === 'function');
  return { options, callback: isCallback(callback) ? callback : null };
}

/** Options over defaults; headers are merged one by one. */
export function mergeOptions(defaults: RequestOptions, given: RequestOptions): RequestOptions {
  if (defaults.headers === undefined) return { ...defaults, ...given };
  return { ...defaults, ...given, headers: { ...asRecord(defaults.headers), ...asRecord(given.headers) } };
}

/** The fields of what a rule gave; nothing of it if it is no object. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** What `url.parse` and `new URL` make. */
export function isAddress(value: unknown): value is { readonly href: string } {
  return typeof value === 'object' && value !== null && 'href' in value && typeof value.href === 'string';
}

function isCallback(value: unknown): value is RequestCallback {
  return typeof value === 'function';
}
