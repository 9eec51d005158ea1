import { makeNodeClient } from './http/node-client.ts';

module.exports = makeNodeClient('https:');
