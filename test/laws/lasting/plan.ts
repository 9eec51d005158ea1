import fc from 'fast-check';
import type { CompiledPolicy } from '../../../stdlib/index.ts';
import { compileText } from '../compiled-policy.ts';

/** What a server does with each request for a path, the last one ever after. */
export type Behaviour = 'takes' | 'fails' | 'gone' | 'dies' | 'never answers';

/** Something that is to last, with a name of its own. */
export interface Wish {
  readonly name: string;
  readonly kind: 'metadata' | 'count' | 'call' | 'notify';
  readonly isAlways: boolean;
  readonly behaviours: readonly Behaviour[];
  /** Of a call: whether nobody is let in without it. */
  readonly isNeeded: boolean;
}

export interface PlannedRule {
  readonly applies: boolean;
  readonly wishes: readonly Wish[];
  readonly end: 'none' | 'deny' | 'require_mfa' | 'redirect';
}

/** Policies with their rules. */
export type Plan = readonly (readonly PlannedRule[])[];

/** What the rules of a plan come to before anything is done, and what they want, in order. */
export interface Decided {
  readonly outcome: 'allow' | 'deny' | 'challenge' | 'redirect';
  readonly wishes: readonly Wish[];
}

const callBehaviours: fc.Arbitrary<readonly Behaviour[]> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<readonly Behaviour[]>(['takes']) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<readonly Behaviour[]>(
      ['fails'],
      ['dies'],
      ['gone'],
      ['fails', 'takes'],
      ['takes', 'fails'],
    ),
  },
  { weight: 1, arbitrary: fc.constant<readonly Behaviour[]>(['never answers']) },
);

const messageBehaviours = fc.constantFrom<readonly Behaviour[]>(
  ['takes'],
  ['fails', 'takes'],
  ['dies', 'fails', 'takes'],
  ['gone'],
);

const wish = fc
  .record({
    kind: fc.constantFrom('metadata', 'count', 'call', 'notify'),
    isAlways: fc.boolean(),
    isNeeded: fc.boolean(),
    ofCall: callBehaviours,
    ofMessage: messageBehaviours,
  })
  .map(({ ofCall, ofMessage, ...rest }) => ({
    ...rest,
    behaviours: rest.kind === 'call' ? ofCall : ofMessage,
  }));

const rule = fc.record({
  applies: fc.oneof(
    { weight: 4, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  wishes: fc.uniqueArray(wish, { selector: ({ kind }) => kind, maxLength: 4 }),
  end: fc.oneof(
    { weight: 8, arbitrary: fc.constant('none' as const) },
    { weight: 2, arbitrary: fc.constantFrom('deny' as const, 'require_mfa' as const, 'redirect' as const) },
  ),
});

/** Up to three policies of up to four rules. */
export const plan: fc.Arbitrary<Plan> = fc
  .array(fc.array(rule, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
  .map((policies) =>
    policies.map((rules, p) =>
      rules.map(({ wishes, ...rest }, r) => ({
        ...rest,
        wishes: wishes.map((one) => ({ ...one, name: `${one.kind}_${p}_${r}` })),
      })),
    ),
  );

/** What becomes of a plan, in the order of the language. */
export function decide(given: Plan): Decided {
  const wishes: Wish[] = [];
  const ends = new Set<string>();
  for (const { applies, end, ...own } of given.flat()) {
    if (!applies) continue;
    wishes.push(...own.wishes);
    if (end === 'deny') return { outcome: 'deny', wishes };
    ends.add(end);
  }
  const outcome = ends.has('require_mfa') ? 'challenge' : ends.has('redirect') ? 'redirect' : 'allow';
  return { outcome, wishes };
}

/** The policies of a plan, as the compiler makes them; `url` is where calls and notifications go. */
export function compilePlan(given: Plan, url: string): readonly CompiledPolicy[] {
  return given.map((rules, p) => {
    const head = `policy: p${p}\nrules:\n`;
    return compileText(head + rules.map((one, r) => ruleText(one, `r${r}`, url)).join('')).compiled;
  });
}

function ruleText({ applies, wishes, end }: PlannedRule, id: string, url: string): string {
  const effects = [...wishes.map((one) => wishText(one, url)), ...endText(end)];
  const when = `${applies ? '' : 'not '}user.email_verified`;
  const then = effects.length === 0 ? ['log: nothing else'] : effects;
  return `  - id: ${id}\n    when: ${when}\n    then:\n${then.map((one) => `      ${one}\n`).join('')}`;
}

function wishText({ name, kind, isAlways, isNeeded, behaviours }: Wish, url: string): string {
  const always = isAlways ? ', also_on_deny: yes' : '';
  const request = `url: "${url}/${name}", body: { who: = user.user_id }`;
  switch (kind) {
    case 'metadata':
      return `set_user_metadata: { ${name}: yes${always} }`;
    case 'count':
      return `count: { name: ${name}${always} }`;
    case 'notify':
      return `notify: { ${request}${always} }`;
    case 'call': {
      const timeout = behaviours.includes('never answers') ? ', timeout: 60 ms' : '';
      return `call: { ${request}, if_it_fails: ${isNeeded ? 'deny' : 'continue'}${timeout}${always} }`;
    }
  }
}

function endText(end: PlannedRule['end']): readonly string[] {
  switch (end) {
    case 'none':
      return [];
    case 'deny':
      return ['deny: Not you.'];
    case 'require_mfa':
      return ['require_mfa: yes'];
    case 'redirect':
      return ['redirect: https://terms.example.com/read'];
  }
}
