import { listOf, scalar } from '../../stdlib/index.ts';
import { always, type Candidate, listOfCandidates, recordOfCandidates } from './candidate.ts';
import { candidatesFor } from './field-candidates.ts';
import type { Near } from './near.ts';
import { placeKey } from './places.ts';
import { interleave } from './random.ts';
import { ordinaryValues, valuesNear } from './value-candidates.ts';

/** Values for the places that names of a login are worked out from; null: an ordinary place. */
export function specialCandidates(
  key: string,
  nears: readonly Near[],
): readonly (readonly Candidate[])[] | null {
  return SPECIAL.get(key)?.(nears) ?? null;
}

type Special = (nears: readonly Near[]) => readonly (readonly Candidate[])[];

const SPECIAL: ReadonlyMap<string, Special> = new Map([
  [placeKey('context', ['protocol']), (nears) => [PROTOCOLS.map(always), textsNear(nears)]],
  [
    placeKey('context', ['request', 'query', 'prompt']),
    (nears) => [['none', 'login', 'consent'].map(always), textsNear(nears)],
  ],
  [placeKey('context', ['request', 'query', 'scope']), scopeTexts],
  [placeKey('context', ['authentication', 'methods']), methodLists],
]);

const PROTOCOLS = [
  'oidc-basic-profile',
  'oauth2-refresh-token',
  'redirect-callback',
  'delegation',
  'oauth2-token-exchange',
  'samlp',
];

function textsNear(nears: readonly Near[]): readonly Candidate[] {
  return nears.flatMap((near) => (near.kind === 'text' ? valuesNear(scalar('text'), near) : []));
}

/** Scopes are asked for in one text, with spaces between them. */
function scopeTexts(nears: readonly Near[]): readonly (readonly Candidate[])[] {
  const lists = candidatesFor({ type: listOf(scalar('scope')), nears, members: new Map() });
  return lists.map((group) =>
    group.map(
      (list): Candidate => ({
        key: `joined ${list.key}`,
        make: (now, random) => {
          const scopes = list.make(now, random);
          return Array.isArray(scopes) ? scopes.join(' ') : '';
        },
      }),
    ),
  );
}

function methodLists(nears: readonly Near[]): readonly (readonly Candidate[])[] {
  const password = recordOfCandidates({ name: 'pwd' }, []);
  const instant = scalar('instant');
  const texts = textsNear(nears);
  const times = nears.flatMap((near) => valuesNear(instant, near));
  const ordinary = ordinaryValues(instant);
  const factors = [...interleave([times, ordinary], 40)].map((at) =>
    recordOfCandidates({ name: 'mfa' }, [['timestamp', at]]),
  );
  const named = texts.map((name) => recordOfCandidates({}, [['name', name]]));
  return [
    [[password], [password, recordOfCandidates({ name: 'mfa' }, [])], []].map(listOfCandidates),
    factors.map((factor) => listOfCandidates([password, factor])),
    named.map((one) => listOfCandidates([password, one])),
    named.map((one) => listOfCandidates([one])),
  ];
}
