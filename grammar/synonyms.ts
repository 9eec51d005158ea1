/** What people write who know other systems, and the keys that they may mean: the first that is known there is meant. */
export const SYNONYMS: ReadonlyMap<string, readonly string[]> = collect([
  meant(['admit'], ['allow', 'permit', 'grant', 'accept']),
  meant(['deny'], ['block', 'reject', 'refuse', 'forbid', 'effect', 'action']),
  meant(
    ['require_mfa', 'mfa'],
    ['mfa', 'require_2fa', 'second_factor', 'challenge', 'multifactor', 'step_up', '2fa'],
  ),
  meant(
    ['when', 'conditions', 'login', 'given'],
    ['if', 'condition', 'where', 'match', 'matches', 'given', 'sentence'],
  ),
  meant(['unless'], ['except', 'exclude', 'if_not', 'when_not']),
  meant(['then', 'outcome'], ['do', 'effects', 'actions', 'outcome', 'result']),
  meant(['for'], ['apps', 'applies_to', 'target', 'targets', 'scope']),
  meant(['app'], ['application', 'applications', 'client', 'clients', 'client_id']),
  meant(['event'], ['entry', 'entries', 'events']),
  meant(['policy', 'id'], ['key', 'identifier', 'slug', 'id']),
  meant(['name'], ['title', 'label', 'display_name']),
  meant(['why', 'description'], ['reason', 'comment', 'notes', 'note', 'because', 'summary']),
  meant(['mode'], ['enabled', 'status', 'state', 'enforcement']),
  meant(['expires'], ['expires_at', 'valid_until', 'until', 'expiry']),
  meant(['set_claims', 'claims'], ['claims', 'add_claims', 'add_claim', 'set_claim', 'token', 'attributes']),
  meant(['add_scopes', 'may'], ['scopes', 'grant_scopes', 'permissions']),
  meant(['limit_session'], ['session', 'session_lifetime']),
  meant(['max_age'], ['max_auth_age', 'maximum_age']),
  meant(['methods'], ['factors', 'factor', 'method']),
  meant(['all'], ['and', 'all_of', 'every']),
  meant(['any'], ['or', 'any_of', 'one_of', 'some']),
  meant(['none'], ['not', 'none_of', 'nor']),
  meant(['items'], ['values', 'entries', 'members']),
  meant(['rows'], ['map', 'mapping', 'entries', 'items']),
  meant(['exempt'], ['break_glass', 'exemptions', 'bypass', 'emergency']),
  meant(['timezone'], ['time_zone', 'tz', 'zone']),
  meant(['settings'], ['configuration', 'config', 'variables', 'vars', 'values']),
  meant(['assume'], ['assumptions', 'defaults']),
  meant(['networks'], ['ip_ranges', 'ranges', 'locations']),
  meant(['schedules'], ['hours', 'times', 'calendar']),
  meant(['lists'], ['sets', 'groups', 'allowlist', 'whitelist', 'blocklist']),
  meant(['tables'], ['mappings', 'maps', 'lookups']),
  meant(['tests'], ['examples', 'cases', 'specs']),
  meant(['login'], ['input', 'signin', 'sign_in', 'fixture']),
  meant(['table'], ['rows', 'logins']),
  meant(['sources'], ['source', 'data_sources', 'services', 'apis', 'enrichment']),
  meant(
    ['sources', 'call'],
    ['lookup', 'look_up', 'look_ups', 'lookups', 'http', 'fetch', 'api', 'request', 'requests'],
  ),
  meant(['notify', 'call', 'sources'], ['webhook', 'webhooks', 'hook', 'hooks']),
  meant(['answers'], ['mocks', 'mock', 'stubs', 'responses', 'http']),
  meant(['properties'], ['laws', 'law', 'invariants', 'property']),
  meant(['given'], ['when', 'for', 'assuming']),
  meant(['always'], ['then', 'must', 'expect', 'ensure', 'holds']),
  meant(['never'], ['must_not']),
  meant(['skip_laws'], ['skip_law', 'skipped_laws', 'laws_skipped']),
  meant(['not_applied'], ['did_not_apply']),
  meant(['expect'], ['expected', 'expects', 'expectation', 'should']),
  meant(
    ['script', 'rule'],
    ['javascript', 'js', 'code', 'function', 'run', 'source', 'path', 'rule_file', 'file'],
  ),
  meant(['timeout'], ['time_limit', 'max_time', 'time_out', 'deadline']),
  meant(['if_it_fails'], ['on_error', 'on_failure', 'on_fail', 'fallback', 'if_fails', 'error']),
  meant(['may'], ['permission', 'allowed', 'access', 'can']),
  meant(['network'], ['hosts', 'http', 'urls', 'egress', 'domains']),
  meant(['secrets'], ['secret', 'env', 'environment_variables', 'keys']),
  meant(['private'], ['internal', 'private_networks', 'subnets']),
  meant(['skip'], ['skipped', 'disabled', 'ignore']),
  meant(['by', 'rules'], ['decided_by', 'rule']),
  meant(['not_claims'], ['no_claims', 'without_claims', 'missing_claims']),
  meant(['call', 'calls'], ['call_api', 'http_call', 'post', 'called', 'call']),
  meant(
    ['notify', 'notifies'],
    ['notification', 'notifications', 'send', 'alert', 'publish', 'notified', 'notify'],
  ),
  meant(
    ['count', 'name', 'counts'],
    ['counter', 'counters', 'increment', 'tally', 'rate_limit', 'counted', 'count'],
  ),
  meant(
    ['set_user_metadata', 'metadata'],
    ['user_metadata', 'persist', 'save', 'store', 'remember', 'update_user'],
  ),
  meant(['set_app_metadata', 'metadata'], ['app_metadata', 'set_metadata']),
  meant(['redirect'], ['redirect_to', 'send_to', 'forward', 'consent', 'prompt', 'visit']),
  meant(['link_to'], ['link', 'link_account', 'link_accounts', 'link_user', 'merge', 'primary_user']),
  meant(['url', 'to'], ['url', 'uri', 'address', 'endpoint', 'href', 'host', 'to', 'location']),
  meant(['method'], ['verb', 'http_method']),
  meant(['headers'], ['header', 'http_headers']),
  meant(['body', 'with'], ['payload', 'data', 'json', 'content', 'claims', 'query', 'session_data', 'body']),
  meant(['cache'], ['cached', 'cache_for', 'ttl', 'max_age', 'keep']),
  meant(['retry'], ['retries', 'attempts', 'tries', 'max_retries']),
  meant(['per'], ['by', 'for_each', 'group_by', 'key', 'scope']),
  meant(['distinct'], ['unique', 'different', 'count_distinct']),
  meant(['window'], ['within', 'period', 'interval', 'lasts', 'ttl', 'timeframe']),
  meant(['also_on_deny'], ['on_deny', 'even_on_deny', 'even_if_denied', 'also_if_denied', 'always']),
  meant(['sign_with'], ['secret', 'signing_key', 'key', 'sign', 'signed_with', 'session_token']),
]);

type Synonyms = readonly (readonly [written: string, keys: readonly string[]])[];

function meant(keys: readonly string[], written: readonly string[]): Synonyms {
  return written.map((word) => [word, keys]);
}

function collect(synonyms: readonly Synonyms[]): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, readonly string[]>();
  for (const [word, keys] of synonyms.flat()) all.set(word, [...(all.get(word) ?? []), ...keys]);
  return all;
}
