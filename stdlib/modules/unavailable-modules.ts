/** A module that rules written for Auth0 ask for and that has nothing behind it here. */
export interface UnavailableModule {
  /** As rules write it. */
  readonly name: string;
  /** The global name that Auth0 gave it, if it differs. */
  readonly globals?: readonly string[];
  /** Why it is not there and what to do, after `` `name` ``: `needs …: call …`. */
  readonly instead: string;
}

const DATABASE =
  "needs a database driver, which the sandbox does not have: call an HTTP API in front of the database, or keep the data with `require('lintel').store`";
const FILES =
  'needs the files and processes of a machine, which the sandbox does not have: put the data into `configuration` or into a module under `modules:`';
const SOCKETS =
  'needs network sockets, which the sandbox does not have: call an HTTP API with `request` or `fetch`';
const THREADS = 'needs the process of Node itself, which the sandbox does not show: a rule can do without it';
const SDK =
  'is not part of the library: call its HTTP API with `request` or `fetch`, or declare a bundled copy under `modules:`';

/** Modules that are known and not here, for clear messages. Names are matched as a whole. */
export const unavailableModules: readonly UnavailableModule[] = [
  { name: 'mongodb', globals: ['mongo', 'ObjectID'], instead: DATABASE },
  { name: 'mongoose', instead: DATABASE },
  { name: 'mysql', globals: ['mysql_pool'], instead: DATABASE },
  { name: 'mysql2', instead: DATABASE },
  { name: 'pg', globals: ['postgres'], instead: DATABASE },
  { name: 'tedious', globals: ['sqlserver'], instead: DATABASE },
  { name: 'mssql', instead: DATABASE },
  { name: 'oracledb', instead: DATABASE },
  { name: 'redis', instead: DATABASE },
  { name: 'ioredis', instead: DATABASE },
  { name: 'knex', globals: ['Knex'], instead: DATABASE },
  { name: 'sequelize', instead: DATABASE },
  { name: 'couchbase', instead: DATABASE },
  { name: 'cassandra-driver', globals: ['cql'], instead: DATABASE },
  { name: 'node-cassandra-cql', instead: DATABASE },
  { name: 'azure-storage', globals: ['azure_storage'], instead: SDK },
  { name: 'pubnub', globals: ['Pubnub'], instead: SDK },
  { name: 'aws-sdk', instead: SDK },
  { name: 'firebase-admin', instead: SDK },
  { name: 'googleapis', instead: SDK },
  { name: 'twilio', instead: SDK },
  { name: 'stripe', instead: SDK },
  { name: 'node-jose', instead: SDK },
  { name: '@incognia/api', instead: SDK },
  { name: '@onfido/api', instead: SDK },
  { name: 'nodemailer', instead: SOCKETS },
  { name: 'ldapjs', instead: SOCKETS },
  { name: 'ws', instead: SOCKETS },
  { name: 'net', instead: SOCKETS },
  { name: 'tls', instead: SOCKETS },
  { name: 'dgram', instead: SOCKETS },
  { name: 'dns', instead: SOCKETS },
  { name: 'http2', instead: SOCKETS },
  { name: 'fs', instead: FILES },
  { name: 'fs/promises', instead: FILES },
  { name: 'fs-extra', instead: FILES },
  { name: 'child_process', instead: FILES },
  { name: 'zlib', instead: 'is not part of the library: answers to HTTP calls are unpacked already' },
  { name: 'vm', instead: THREADS },
  { name: 'module', instead: THREADS },
  { name: 'cluster', instead: THREADS },
  { name: 'worker_threads', instead: THREADS },
  { name: 'v8', instead: THREADS },
  { name: 'inspector', instead: THREADS },
  { name: 'perf_hooks', instead: THREADS },
  { name: 'async_hooks', instead: THREADS },
];
