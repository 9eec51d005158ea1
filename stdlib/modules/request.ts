import { makeClient, startRequest } from './http/request/make-client.ts';

module.exports = makeClient(startRequest);
