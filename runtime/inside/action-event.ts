import type { Fields } from './action-login.ts';

/**
 * `event` of an Action: what a login says, under the names of Actions. It is a copy, so that writing to it changes
 * nothing for anybody else.
 */
export function createEvent(user: Fields, context: Fields, configuration: object): object {
  const login = copy({ user, context });
  const { request, authentication, organization, ...facts } = login.context;
  const query = recordOf(recordOf(request).query);
  return given({
    user: userOf(login.user),
    client: {
      client_id: facts.clientID,
      name: facts.clientName,
      metadata: recordOf(facts.clientMetadata),
    },
    connection: {
      id: facts.connectionID,
      name: facts.connection,
      strategy: facts.connectionStrategy,
      metadata: recordOf(facts.connectionMetadata),
    },
    tenant: { id: facts.tenant },
    transaction: transactionOf(facts, query),
    stats: { logins_count: recordOf(facts.stats).loginsCount },
    request: requestOf(recordOf(request), query),
    authentication: given({
      ...recordOf(authentication),
      methods: methodsOf(recordOf(authentication).methods),
      riskAssessment: facts.riskAssessment,
    }),
    authorization: { roles: [], ...recordOf(facts.authorization) },
    organization: organization === undefined ? undefined : { metadata: {}, ...recordOf(organization) },
    resource_server: query.audience === undefined ? undefined : { identifier: query.audience },
    session: sessionOf(facts),
    secrets: copy(configuration),
    configuration: {},
  });
}

/** The metadata that Actions and rules of one login hand on through `api.transaction.setMetadata`. */
export function transactionMetadata(context: Fields): Fields {
  return recordOf(recordOf(context.transaction).metadata);
}

/** A value that should be a record; anything else is an empty one. */
export function recordOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !isArray(value) ? (value as Fields) : {};
}

/** A list of words with spaces between them, or a list already. */
export function wordsOf(value: unknown): string[] {
  if (isArray(value)) return value.filter((word): word is string => typeof word === 'string');
  return typeof value === 'string' ? value.split(/\s+/).filter((word) => word !== '') : [];
}

const { isArray } = Array;
const { parse, stringify } = JSON;

function copy<T>(value: T): T {
  return parse(stringify(value));
}

/** Tokens of other providers are not shown to Actions. */
function userOf(user: Fields): Fields {
  const identities = isArray(user.identities) ? user.identities.map(recordOf) : [];
  return {
    ...user,
    app_metadata: recordOf(user.app_metadata),
    user_metadata: recordOf(user.user_metadata),
    identities: identities.map(({ access_token: _, refresh_token: __, ...identity }) => identity),
  };
}

function transactionOf(facts: Fields, query: Fields): Fields {
  return given({
    protocol:
      facts.protocol === 'redirect-callback' ? (facts.original_protocol ?? facts.protocol) : facts.protocol,
    locale: facts.locale,
    requested_scopes: wordsOf(query.scope),
    acr_values: wordsOf(query.acr_values),
    prompt: wordsOf(query.prompt),
    response_type: wordsOf(query.response_type),
    response_mode: query.response_mode,
    redirect_uri: query.redirect_uri,
    login_hint: query.login_hint,
    state: query.state,
    ui_locales: wordsOf(query.ui_locales),
    metadata: transactionMetadata(facts),
  });
}

function requestOf(request: Fields, query: Fields): Fields {
  const { userAgent, geoip } = request;
  const camel = Object.entries(recordOf(geoip)).map(([name, value]) => [toCamel(name), value]);
  return given({
    ip: request.ip,
    hostname: request.hostname,
    method: request.method ?? 'GET',
    language: request.language,
    user_agent: userAgent,
    query,
    body: recordOf(request.body),
    geoip: Object.fromEntries(camel),
  });
}

function toCamel(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Moments become texts. A number below 1e11, which as milliseconds is before March 1973, is seconds. */
function methodsOf(methods: unknown): unknown[] {
  if (!isArray(methods)) return [];
  return methods.map((one) => {
    const { timestamp, ...method } = recordOf(one);
    const moment =
      typeof timestamp === 'number' ? new Date(timestamp < 1e11 ? timestamp * 1000 : timestamp) : null;
    const text = moment === null || Number.isNaN(moment.getTime()) ? timestamp : moment.toISOString();
    return given({ ...method, timestamp: text });
  });
}

function sessionOf({ sessionID, sso }: Fields): Fields | undefined {
  const clients = recordOf(sso).current_clients;
  if (sessionID === undefined && !isArray(clients)) return undefined;
  return given({ id: sessionID, clients: isArray(clients) ? clients.map((id) => ({ client_id: id })) : [] });
}

/** Without the fields that are not there. */
function given(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
