import { makeClient } from './http/request/make-client.ts';
import {
  PromisedRequest,
  RequestError,
  StatusCodeError,
  TransformError,
} from './http/request/promised-request.ts';

module.exports = makeClient((options, callback) => new PromisedRequest(options, callback));
module.exports.errors = { RequestError, StatusCodeError, TransformError };
