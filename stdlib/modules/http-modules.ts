import type { LibraryGlobal, LibraryModule } from './library-module.ts';

/** What reaches other services: through the host, which has the last word on where a call may go. */
export const httpModules: readonly LibraryModule[] = [
  {
    name: '@auth0/rule-utilities',
    version: '0.2.0',
    summary: 'Redirects with a signed token, and metadata under a name of its own.',
    source: { kind: 'file', entry: 'rule-utilities.ts' },
  },
  {
    name: 'auth0',
    version: '2.44.1',
    summary:
      'ManagementClient with its calls for users, roles, clients, connections, organizations, tickets and logs; AuthenticationClient with grants and profiles.',
    source: { kind: 'file', entry: 'auth0.ts' },
  },
  {
    name: 'auth0-global',
    summary: 'What stands behind the global name `auth0`.',
    source: { kind: 'file', entry: 'auth0-global.ts' },
  },
  {
    name: 'axios',
    version: '1.21.1',
    summary: 'All of it but streams and proxies.',
    source: { kind: 'file', entry: 'axios.ts' },
  },
  {
    name: 'fetch',
    summary:
      'fetch, Headers, Request, Response, FormData, Blob, AbortController and AbortSignal; no streams.',
    source: { kind: 'file', entry: 'fetch.ts' },
  },
  {
    name: 'http',
    summary: '`request` and `get`: the client half.',
    source: { kind: 'file', entry: 'http.ts' },
  },
  {
    name: 'https',
    summary: '`request` and `get`: the client half.',
    source: { kind: 'file', entry: 'https.ts' },
  },
  {
    name: 'lintel',
    summary: 'A store that outlives the login: `store.get`, `store.set` and `store.delete`; and `fetch`.',
    source: { kind: 'file', entry: 'lintel.ts' },
  },
  {
    name: 'node-fetch',
    aliases: ['cross-fetch', 'isomorphic-fetch'],
    version: '2.7.0',
    summary: 'All of it but streams; version 3 included.',
    source: { kind: 'file', entry: 'node-fetch.ts' },
  },
  {
    name: 'request',
    version: '2.88.2',
    summary: 'All of it but streams, cookies and digest authentication.',
    source: { kind: 'file', entry: 'request.ts' },
  },
  {
    name: 'request-promise',
    aliases: ['request-promise-native'],
    version: '4.2.6',
    summary: 'As `request`, and a promise for the body.',
    source: { kind: 'file', entry: 'request-promise.ts' },
  },
  {
    name: 'slack-notify',
    version: '2.0.7',
    summary: 'Messages to a webhook of Slack, with a callback or a promise.',
    source: { kind: 'file', entry: 'slack-notify.ts' },
  },
];

/** Global names that stand for modules of this table. */
export const httpGlobals: readonly LibraryGlobal[] = [
  { name: 'auth0', module: 'auth0-global' },
  { name: 'fetch', module: 'fetch', property: 'fetch' },
  { name: 'Headers', module: 'fetch', property: 'Headers' },
  { name: 'Request', module: 'fetch', property: 'Request' },
  { name: 'Response', module: 'fetch', property: 'Response' },
  { name: 'FormData', module: 'fetch', property: 'FormData' },
  { name: 'Blob', module: 'fetch', property: 'Blob' },
  { name: 'AbortController', module: 'fetch', property: 'AbortController' },
  { name: 'AbortSignal', module: 'fetch', property: 'AbortSignal' },
  { name: 'request', module: 'request' },
];
