import { lookup as lookUpName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { AddressGuard } from './address-guard.ts';

/** All addresses of a name. Rejects with an error that has the `code` of Node: `ENOTFOUND`. */
export type Resolve = (name: string) => Promise<readonly string[]>;

/** The code of the error of a connection that was not made because of its address. */
export const ADDRESS_NOT_ALLOWED = 'ADDRESS_NOT_ALLOWED';

/**
 * Makes connections, and none to an address that the guard does not allow. The address that is checked is the address
 * that is connected to: a name cannot mean another one a moment later. A name of which one address is refused is
 * refused as a whole. `timeout` in milliseconds.
 */
export function makeGuardedConnector(options: {
  readonly guard: AddressGuard;
  readonly resolve: Resolve | undefined;
  readonly timeout: number;
}): buildConnector.connector {
  const { guard, resolve = resolveWithSystem, timeout } = options;
  const lookup: LookupFunction = (name, wanted, callback) => {
    resolve(name).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) callback(errorWith('ENOTFOUND'), []);
        else if (!addresses.every((address) => guard.allows(address)))
          callback(errorWith(ADDRESS_NOT_ALLOWED), []);
        else if (wanted.all) callback(null, addresses.map(withFamily));
        else callback(null, first, isIP(first));
      },
      (error: unknown) => callback(errorWith(codeOf(error) ?? 'ENOTFOUND'), []),
    );
  };
  // One protocol and one way of looking up addresses: fewer ways around the checks.
  const connect = buildConnector({ lookup, timeout, allowH2: false, autoSelectFamily: true });
  return (wanted, callback) => {
    const name = wanted.hostname.replace(/^\[|\]$/g, '');
    // Node asks nobody for the address of what is one already.
    if (isIP(name) !== 0 && !guard.allows(name)) return callback(errorWith(ADDRESS_NOT_ALLOWED), null);
    connect(wanted, callback);
  };
}

/** The `code` of what was thrown, if it has one that is a text. */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

function resolveWithSystem(name: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    lookUpName(name, { all: true, verbatim: true }, (error, addresses) => {
      if (error === null) resolve(addresses.map(({ address }) => address));
      else reject(error);
    });
  });
}

function withFamily(address: string): { readonly address: string; readonly family: number } {
  return { address, family: isIP(address) };
}

function errorWith(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}
