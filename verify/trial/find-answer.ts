import { STATUS_CODES } from 'node:http';
import { readNumber } from '../../compiler/index.ts';
import type { Data, DataField } from '../../grammar/index.ts';
import type { HostAnswer, HostRequest } from '../../runtime/index.ts';
import { ANY, readData } from '../tests/read-data.ts';

/**
 * What hosts answer to a request, after what an author wrote under `answers`; the first that fits counts. null: nothing
 * fits. An address without a query stands for all queries, one with `*` at its end for all that begin like it; the
 * method before it may be left out.
 */
export function findAnswer(answers: readonly DataField[], request: HostRequest): HostAnswer | null {
  const found = answers.find(({ name }) => fits(name.text, request));
  return found === undefined ? null : answerOf(found.value);
}

function fits(key: string, { method, url }: HostRequest): boolean {
  const [, wanted, address = ''] = /^(?:([a-z]+)\s+)?(.*)$/is.exec(key.trim()) ?? [];
  if (wanted !== undefined && wanted.toUpperCase() !== method) return false;
  if (address.endsWith('*')) return url.startsWith(spellBeginning(address.slice(0, -1)));
  const { origin, pathname } = new URL(url);
  return spell(address) === (address.includes('?') ? url : origin + pathname);
}

/** What may end in the middle of a host, which has no `/` after it. */
function spellBeginning(address: string): string {
  return /^[a-z]+:\/\/[^/]*$/i.test(address) ? address.toLowerCase() : spell(address);
}

/** An address as requests spell it: the host in small letters, and a `/` after it. */
function spell(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.hash = '';
  return url.href;
}

/** A record with nothing but `status`, `headers` and `body` is the whole answer, everything else its body. */
function answerOf(data: Data): HostAnswer {
  const fields = new Map(
    data.kind === 'record' ? data.fields.map(({ name, value }) => [name.text, value]) : [],
  );
  const status = statusOf(fields.get('status'));
  const isWhole =
    [...fields.keys()].every((name) => PARTS.has(name)) &&
    (fields.has('status') ? status !== null : fields.has('body'));
  if (!isWhole) return make(200, [], data);
  return make(status ?? 200, headersOf(fields.get('headers')), fields.get('body'));
}

const PARTS: ReadonlySet<string> = new Set(['status', 'headers', 'body']);

function make(status: number, headers: HostAnswer['headers'], data: Data | undefined): HostAnswer {
  const [type, body] = bodyOf(data);
  const isTyped = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    headers: isTyped || type === null ? headers : [...headers, ['content-type', type]],
    body,
  };
}

/** A text stays the text that it is; a record or a list is sent as JSON. */
function bodyOf(data: Data | undefined): readonly [type: string | null, body: string] {
  if (data === undefined) return [null, ''];
  if (data.kind === 'text') return ['text/plain; charset=utf-8', data.text];
  return ['application/json', JSON.stringify(readData(data, ANY))];
}

/** Null for what no server sends at the end of an exchange. */
function statusOf(data: Data | undefined): number | null {
  const status = data?.kind === 'text' ? readNumber(data.text) : undefined;
  return status !== undefined && Number.isInteger(status) && status >= 200 && status <= 599 ? status : null;
}

function headersOf(data: Data | undefined): HostAnswer['headers'] {
  if (data?.kind !== 'record') return [];
  return data.fields.flatMap(({ name, value }) =>
    (value.kind === 'list' ? value.items : [value]).flatMap((each) =>
      each.kind === 'text' ? [[name.text, each.text] as const] : [],
    ),
  );
}
