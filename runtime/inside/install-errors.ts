import { defineHidden } from './intrinsics.ts';

/** The error classes that rules are given. Gives the prototype of `UnauthorizedError`. */
export function installErrors(): object {
  class AuthorizationError extends Error {
    readonly code: string;
    readonly description: string;
    readonly statusCode: number = 401;
    constructor(name: string, code: string, message: unknown) {
      super(message === undefined ? '' : `${message}`);
      defineHidden(this, 'name', name);
      this.code = code;
      this.description = this.message;
    }
  }
  class UnauthorizedError extends AuthorizationError {
    constructor(message?: unknown) {
      super('UnauthorizedError', 'unauthorized', message);
    }
  }
  class ValidationError extends AuthorizationError {
    constructor(code?: unknown, message?: unknown) {
      super('ValidationError', code === undefined ? 'validation_error' : `${code}`, message);
    }
  }
  class WrongUsernameOrPasswordError extends AuthorizationError {
    readonly user_id: unknown;
    constructor(userId?: unknown, message?: unknown) {
      super('WrongUsernameOrPasswordError', 'invalid_user_password', message);
      this.user_id = userId;
    }
  }
  for (const kind of [UnauthorizedError, ValidationError, WrongUsernameOrPasswordError]) {
    defineHidden(globalThis, kind.name, kind);
  }
  return UnauthorizedError.prototype;
}
