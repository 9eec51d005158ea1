/* Packages without types of their own, as far as the modules of the library use them. */

declare module 'bcryptjs' {
  type Done<T> = (error: Error | null, value?: T) => void;
  export function genSaltSync(rounds?: number): string;
  export function genSalt(rounds: number, done: Done<string>): void;
  export function hashSync(text: string, salt: string): string;
  export function hash(text: string, salt: string, done: Done<string>): void;
  export function compareSync(text: string, hash: string): boolean;
  export function compare(text: string, hash: string, done: Done<boolean>): void;
  export function getRounds(hash: string): number;
  export function getSalt(hash: string): string;
}

declare module 'js-yaml' {
  export const load: (text: string, options?: object) => unknown;
  export const loadAll: (text: string, iterator?: unknown, options?: object) => unknown;
  export const dump: (value: unknown, options?: object) => string;
}

declare module 'jsonwebtoken' {
  export const sign: (payload: unknown, secret: unknown, options?: unknown, done?: unknown) => unknown;
}

declare module 'uuid' {
  export const v1: (...parameters: unknown[]) => unknown;
  export const v3: (...parameters: unknown[]) => unknown;
  export const v4: (...parameters: unknown[]) => unknown;
  export const v5: (...parameters: unknown[]) => unknown;
  export const NIL: string;
  export const parse: (id: string) => Uint8Array;
  export const stringify: (bytes: Uint8Array, offset?: number) => string;
  export const validate: (id: unknown) => boolean;
  export const version: (id: string) => number;
}

declare module 'lodash' {
  const lodash: Readonly<Record<string, unknown>> & {
    mixin(functions: Readonly<Record<string, unknown>>, options: { readonly chain: boolean }): void;
  };
  export default lodash;
}

declare module 'path-browserify' {
  const path: Readonly<Record<string, unknown>>;
  export default path;
}

declare module 'url' {
  export class Url {}
  export const parse: (text: unknown, parseQuery?: unknown, slashes?: unknown) => Url;
  export const format: (address: unknown) => string;
  export const resolve: (from: string, to: string) => string;
  export const resolveObject: (from: string, to: string) => Url;
}
