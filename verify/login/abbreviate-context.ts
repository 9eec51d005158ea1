import { type Fields, isRecord, valueAt, withValue } from './fields.ts';
import { momentText } from './moment-text.ts';
import { ORDINARY_PROTOCOL } from './ordinary-login.ts';

/** The short keys that a context can be told by, in the order in which people name them; the rest is under `context`. */
export function abbreviateContext(context: Fields, now: number): Fields {
  const rest = openRest(context);
  const entry = takeEntry(rest);
  const app = takeNamed(rest, APP);
  const short = {
    app: isRecord(app) && app.name === app.id && Object.keys(app).length === 2 ? app.name : app,
    connection: textAlone(takeNamed(rest, CONNECTION)),
    organization: takeOrganization(rest),
    ip: rest.take(['request', 'ip'], isText),
    country: rest.take(['request', 'geoip', 'country_code'], isText),
    scopes: splitScopes(rest.take(['request', 'query', 'scope'], isText)),
    query: rest.take(['request', 'query'], isRecordOfTexts),
    ...shortMethods(rest.take(['authentication', 'methods'], isMethods), now),
    roles: rest.take(['authorization', 'roles'], isTexts),
    risk: shortRisk(rest.take(['riskAssessment'], isRecord)),
    returned: rest.take(['returned'], isRecord),
    logins: rest.take(['stats', 'loginsCount'], isCount),
  };
  const isWhole = Object.keys(rest.left()).length === 0;
  const isOrdinary = entry.event === 'login' && isWhole;
  const needsContext = !isWhole || Object.keys(entry).length === 0;
  return given({
    ...(isOrdinary ? {} : entry),
    ...short,
    context: needsContext ? rest.left() : undefined,
  });
}

/** Which event a protocol is told by. */
const EVENTS: ReadonlyMap<unknown, string> = new Map([
  [ORDINARY_PROTOCOL, 'login'],
  ['oauth2-refresh-token', 'refresh'],
  ['redirect-callback', 'redirect_resume'],
  ['oauth2-token-exchange', 'token_exchange'],
  ['delegation', 'delegation'],
]);

const APP = { name: ['clientName'], id: ['clientID'], metadata: ['clientMetadata'] };
const CONNECTION = {
  name: ['connection'],
  id: ['connectionID'],
  strategy: ['connectionStrategy'],
  metadata: ['connectionMetadata'],
};

/** A context from which what short keys say is taken away, piece by piece. */
interface Rest {
  /** What stands at a path, gone from here with the records that hold nothing else; undefined: nothing that fits. */
  take(path: readonly string[], fits: (value: unknown) => boolean): unknown;
  left(): Fields;
}

function openRest(context: Fields): Rest {
  let current = context;
  return {
    left: () => current,
    take(path, fits) {
      const found = valueAt(current, path);
      if (found === undefined || !fits(found)) return undefined;
      let left: unknown = withValue(current, path, undefined);
      for (let length = path.length - 1; length > 0; length -= 1) {
        const holder = path.slice(0, length);
        if (Object.keys(Object(valueAt(left, holder))).length > 0) break;
        left = withValue(left, holder, undefined);
      }
      if (isRecord(left)) current = left;
      return found;
    },
  };
}

function takeEntry(rest: Rest): Fields {
  const { protocol } = rest.left();
  const isSilent =
    protocol === ORDINARY_PROTOCOL &&
    rest.take(['request', 'query', 'prompt'], (prompt) => prompt === 'none') !== undefined;
  const taken = rest.take(['protocol'], isText);
  if (taken === undefined) return {};
  const event = isSilent ? 'silent' : EVENTS.get(taken);
  return event === undefined ? { protocol: taken } : { event };
}

/** A record of what is known of a named thing; undefined: nothing is. */
function takeNamed(rest: Rest, places: Readonly<Record<string, readonly string[]>>): Fields | undefined {
  const found = Object.entries(places).map(([key, path]) => [
    key,
    rest.take(path, key === 'metadata' ? isRecord : isText),
  ]);
  const known = given(Object.fromEntries(found));
  return Object.keys(known).length === 0 ? undefined : known;
}

function takeOrganization(rest: Rest): unknown {
  const found = rest.take(['organization'], isOrganization);
  const isText = isRecord(found) && found.name === found.id && Object.keys(found).length === 2;
  return isText ? found.name : found;
}

function isOrganization(value: unknown): boolean {
  const entries = isRecord(value) ? Object.entries(value) : [];
  return (
    entries.length > 0 &&
    entries.every(([key, member]) =>
      key === 'metadata' ? isRecord(member) : (key === 'name' || key === 'id') && isText(member),
    )
  );
}

function textAlone(named: Fields | undefined): unknown {
  return named !== undefined && Object.keys(named).join() === 'name' ? named.name : named;
}

/** A list where the scopes are clean, otherwise the text as it is. */
function splitScopes(text: unknown): unknown {
  const scopes = typeof text === 'string' ? text.split(' ') : [];
  return scopes.length > 0 && scopes.every((scope) => /^\S+$/.test(scope)) ? scopes : text;
}

function shortRisk(risk: unknown): unknown {
  const level = isRecord(risk) && Object.keys(risk).join() === 'confidence' ? risk.confidence : undefined;
  return isText(level) ? level : risk;
}

/** A second factor at the end of the methods is told by `mfa`, a method of this moment by its name. */
function shortMethods(methods: unknown, now: number): Fields {
  if (!Array.isArray(methods)) return {};
  const named = methods.map((method: Fields) =>
    method.timestamp === now && Object.keys(method).length === 2 ? method.name : method,
  );
  const others = methods.slice(0, -1);
  const moment = secondFactorOf(methods.at(-1), now);
  if (moment === undefined || others.some(({ name }: Fields) => name === 'mfa')) return { methods: named };
  return others.length === 0 ? { mfa: moment } : { methods: named.slice(0, -1), mfa: moment };
}

/** Yes: at this moment. Undefined: it is not one that `mfa` can tell. */
function secondFactorOf(method: unknown, now: number): true | string | undefined {
  if (!isRecord(method) || method.name !== 'mfa' || Object.keys(method).length !== 2) return undefined;
  const { timestamp } = method;
  if (timestamp === now) return true;
  return typeof timestamp === 'number' ? (momentText(timestamp) ?? undefined) : undefined;
}

function isMethods(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (method) =>
        isRecord(method) &&
        isText(method.name) &&
        Object.entries(method).every(
          ([key, member]) =>
            key === 'name' || (key === 'timestamp' && (isText(member) || typeof member === 'number')),
        ),
    )
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

function isRecordOfTexts(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length > 0 && Object.values(value).every(isText);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function given(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
