import { recordOf } from './action-event.ts';
import type { ActionLogin } from './action-login.ts';

/**
 * `api.samlResponse`: writes `context.samlConfiguration`. An attribute goes the way that rules take: a field of `user`,
 * and a mapping to it.
 */
export function createSamlResponse({
  user,
  context,
}: ActionLogin): Readonly<Record<string, (...values: never[]) => unknown>> {
  const set = (name: string, value: unknown) => {
    context.samlConfiguration = { ...recordOf(context.samlConfiguration), [name]: value };
  };
  const setters = SETTINGS.map((name) => [
    `set${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    (value: unknown) => set(name, value),
  ]);
  return {
    ...Object.fromEntries(setters),
    setAttribute: (attribute: string, value: unknown) => {
      const mappings = recordOf(recordOf(context.samlConfiguration).mappings);
      const known = Object.hasOwn(mappings, attribute) ? mappings[attribute] : undefined;
      const own = typeof known === 'string' && known.startsWith(PREFIX) ? known : null;
      const field = own ?? `${PREFIX}${Object.keys(mappings).length + 1}`;
      user[field] = value;
      set('mappings', { ...mappings, [attribute]: field });
    },
  };
}

const PREFIX = 'saml_attribute_';

const SETTINGS = [
  'audience',
  'authnContextClassRef',
  'cert',
  'createUpnClaim',
  'destination',
  'digestAlgorithm',
  'encryptionCert',
  'encryptionPublicKey',
  'includeAttributeNameFormat',
  'issuer',
  'key',
  'lifetimeInSeconds',
  'mapIdentities',
  'mapUnknownClaimsAsIs',
  'nameIdentifierFormat',
  'nameIdentifierProbes',
  'passthroughClaimsWithNoMapping',
  'recipient',
  'RelayState',
  'signResponse',
  'signatureAlgorithm',
  'signingCert',
  'typedAttributes',
] as const;
