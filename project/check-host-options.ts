import {
  AMOUNT,
  checkOptions,
  type Expected,
  FUNCTION,
  type PipelineOptions,
  SECRET,
  thingWith,
} from '../runtime/index.ts';

/** What the host of a project brings along, where the defaults do not do. */
export type HostOptions = Pick<
  PipelineOptions,
  'workers' | 'store' | 'redirects' | 'tenant' | 'onTrouble' | 'isolation' | 'reserve'
>;

/** Throws a `TypeError` where what a host brings along is nothing that it can mean; see `checkOptions`. */
export function checkHostOptions(host: HostOptions): void {
  checkOptions('`host` of loadProject', host, HOST);
  if (host.redirects !== undefined) checkOptions('`redirects` of `host`', host.redirects, REDIRECTS);
}

const HOST: Readonly<Record<keyof HostOptions, Expected>> = {
  workers: thingWith('workers, as `openWorkers` gives them', 'openTenant', 'close'),
  store: thingWith(
    'a store, as `openSqliteStore` gives one',
    'getUser',
    'readCount',
    'commit',
    'put',
    'take',
  ),
  redirects: thingWith('a record with `secret` and `lasts`'),
  tenant: { expected: 'a text', fits: (value) => typeof value === 'string' },
  onTrouble: FUNCTION,
  isolation: {
    expected: '`isolate` or `verified`',
    fits: (value) => value === 'isolate' || value === 'verified',
  },
  reserve: thingWith('what `openTenants` hands to `load`'),
};

const REDIRECTS: Readonly<Record<keyof NonNullable<HostOptions['redirects']>, Expected>> = {
  secret: SECRET,
  lasts: AMOUNT,
};
