import {
  AMOUNT,
  checkOptions,
  type Expected,
  FUNCTION,
  type PipelineOptions,
  SECRET,
  thingWith,
} from '../runtime/index.ts';
import type { ProjectOptions } from './open-project.ts';

/** What the host of a project brings along, where the defaults do not do. */
export type HostOptions = Pick<
  PipelineOptions,
  'workers' | 'store' | 'redirects' | 'tenant' | 'onTrouble' | 'isolation' | 'reserve'
>;

export interface LoadOptions extends ProjectOptions {
  readonly host?: HostOptions;
}

/** Throws a `TypeError` where the options of `loadProject` are nothing that anybody can mean; see `checkOptions`. */
export function checkLoadOptions(options: LoadOptions): void {
  checkOptions('loadProject', options, LOAD);
  checkHostOptions(options.host ?? {});
}

/** Throws a `TypeError` where what a host brings along is nothing that it can mean; see `checkOptions`. */
function checkHostOptions(host: HostOptions): void {
  checkOptions('`host` of loadProject', host, HOST);
  if (host.redirects !== undefined) checkOptions('`redirects` of `host`', host.redirects, REDIRECTS);
}

const LOAD: Readonly<Record<keyof LoadOptions, Expected>> = {
  environment: { expected: 'the name of an environment', fits: (value) => typeof value === 'string' },
  now: { expected: 'a date', fits: (value) => value instanceof Date && !Number.isNaN(value.getTime()) },
  loneFile: oneOf('alone', 'in-project'),
  loneTemplate: oneOf('nothing', 'by-itself'),
  variables: thingWith('a record of texts, as `process.env`'),
  cache: thingWith('a cache, as `createCompileCache` gives one', 'worldOf', 'policies'),
  host: { expected: 'a record', fits: (value) => value === null || typeof value === 'object' },
};

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
  isolation: oneOf('isolate', 'verified'),
  reserve: thingWith('what `openTenants` hands to `load`'),
};

const REDIRECTS: Readonly<Record<keyof NonNullable<HostOptions['redirects']>, Expected>> = {
  secret: SECRET,
  lasts: AMOUNT,
};

function oneOf(one: string, other: string): Expected {
  return { expected: `\`${one}\` or \`${other}\``, fits: (value) => value === one || value === other };
}
