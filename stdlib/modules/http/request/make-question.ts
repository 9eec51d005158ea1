import { addToQuery, encodeForm, encodeStrictly } from '../encode-form.ts';
import type { Question } from '../exchange.ts';
import { addHeader, findHeader, readHeaders } from '../header-list.ts';
import { encodeMultipart, type Part } from '../multipart.ts';
import { basicAuthorization, splitUrl, type UrlPieces, withoutQuery } from '../split-url.ts';
import { asRecord, isAddress, type RequestOptions } from './request-options.ts';
import { signRequest } from './sign-request.ts';

/** What goes out for some options. Throws an `Error` with the words of request where they make no sense. */
export function makeQuestion(options: RequestOptions): Question {
  const method = String(options.method ?? 'GET').toUpperCase();
  const address = readAddress(options);
  const url = `${address.protocol}//${address.host}${address.pathname}${addToQuery(address.search, options.qs)}`;
  const headers = readHeaders(options.headers);
  const body = makeBody(options, headers);
  authorize(options.auth, address.auth, headers);
  if (options.oauth !== undefined) {
    headers.push(['Authorization', signRequest(asRecord(options.oauth), method, url, formOf(options))]);
  }
  return { url, method, headers, body, timeout: options.timeout, redirect: redirectOf(options, method) };
}

function readAddress(options: RequestOptions): UrlPieces {
  const given = options.uri ?? options.url;
  const uri = isAddress(given) ? given.href : given;
  const isMissing = uri === undefined || uri === null || (uri === '' && options.baseUrl === undefined);
  if (isMissing) throw new Error('options.uri is a required argument');
  if (typeof uri !== 'string') throw new Error('options.uri must be a string or a parsed address');
  const whole = options.baseUrl === undefined ? uri : join(options.baseUrl, uri);
  const pieces = splitUrl(whole);
  if (pieces === null) throw new Error(`Invalid URI "${withoutQuery(whole)}"`);
  return pieces;
}

function join(base: unknown, path: string): string {
  if (typeof base !== 'string') throw new Error('options.baseUrl must be a string');
  if (/^(\/\/|[a-z][a-z0-9+.-]*:\/\/)/i.test(path)) {
    throw new Error('options.uri must be a path when using options.baseUrl');
  }
  if (path === '') return base;
  return `${base.replace(/\/$/, '')}/${path.replace(/^\//, '')}`;
}

/** Adds the headers that tell what the body is. */
function makeBody(options: RequestOptions, headers: [string, string][]): string | Uint8Array | null {
  const { form, formData, json, body } = options;
  if (form !== undefined && form !== null) {
    const type = findHeader(headers, 'content-type') ?? '';
    if (!/^application\/x-www-form-urlencoded\b/.test(type)) {
      removeHeader(headers, 'content-type');
      headers.push(['Content-Type', 'application/x-www-form-urlencoded']);
    }
    if (json) addHeader(headers, 'Accept', 'application/json');
    return typeof form === 'string' ? form.replace(/[!'()*]/g, encodeStrictly) : encodeForm(form);
  }
  if (formData !== undefined && formData !== null) {
    const multipart = encodeMultipart(partsOf(formData));
    removeHeader(headers, 'content-type');
    headers.push(['Content-Type', multipart.type]);
    if (json) addHeader(headers, 'Accept', 'application/json');
    return multipart.body;
  }
  if (json) {
    addHeader(headers, 'Accept', 'application/json');
    const value = json === true ? body : json;
    if (value === undefined) return null;
    addHeader(headers, 'Content-Type', 'application/json');
    return JSON.stringify(value) ?? null;
  }
  return plainBody(body);
}

function plainBody(body: unknown): string | Uint8Array | null {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  if (Array.isArray(body)) return body.map(String).join('');
  throw new Error('Argument error, options.body.');
}

function partsOf(formData: unknown): readonly Part[] {
  return Object.entries(asRecord(formData)).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => partOf(name, one)),
  );
}

function partOf(name: string, value: unknown): Part {
  if (typeof value === 'string' || value instanceof Uint8Array) return { name, value };
  const { value: inner, options } = asRecord(value);
  if (inner === undefined) return { name, value: String(value) };
  const { filename, contentType } = asRecord(options);
  return {
    ...partOf(name, inner),
    ...(filename === undefined ? {} : { fileName: String(filename) }),
    ...(contentType === undefined ? {} : { type: String(contentType) }),
  };
}

function authorize(auth: unknown, inUrl: string | null, headers: [string, string][]): void {
  const { user, username = user, pass, password = pass, bearer } = asRecord(auth);
  if (bearer !== undefined) {
    removeHeader(headers, 'authorization');
    headers.push(['Authorization', `Bearer ${String(typeof bearer === 'function' ? bearer() : bearer)}`]);
  } else if (username !== undefined) {
    removeHeader(headers, 'authorization');
    headers.push(['Authorization', basicAuthorization(`${String(username)}:${String(password ?? '')}`)]);
  } else if (inUrl !== null) {
    addHeader(headers, 'Authorization', basicAuthorization(inUrl));
  }
}

function formOf({ form }: RequestOptions): Readonly<Record<string, unknown>> {
  return typeof form === 'string' ? {} : asRecord(form);
}

/** Only what changes nothing is sent on to another address, unless the rule asks for it. */
function redirectOf(options: RequestOptions, method: string): 'follow' | 'manual' {
  if (options.followAllRedirects) return 'follow';
  const changes = ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method);
  return options.followRedirect === false || changes ? 'manual' : 'follow';
}

function removeHeader(headers: [string, string][], name: string): void {
  const place = headers.findIndex(([candidate]) => candidate.toLowerCase() === name);
  if (place >= 0) headers.splice(place, 1);
}
