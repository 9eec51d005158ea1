import fc from 'fast-check';
import { type ParameterDefinition, type RuleTemplate, toPlain } from '../../grammar/index.ts';
import { wordsOfTemplate } from '../../grammar/words-of-template.ts';
import { hostileText } from './hostile.ts';

/** What a use gives the parameters of a template, as YAML has it. */
export type TemplateArguments = Readonly<Record<string, unknown>>;

/** `ordinary`: what people fill in; `hostile`: what somebody fills in who wants it to become code, or to lead elsewhere. */
type Temper = 'ordinary' | 'hostile';

/** Values for all parameters of a template; one that has a default may be left out. */
export function templateArguments(template: RuleTemplate, temper: Temper): fc.Arbitrary<TemplateArguments> {
  const words = wordsOfTemplate(template);
  const entries = template.parameters.map((parameter): [string, fc.Arbitrary<unknown>] => {
    const { name } = parameter;
    const kinds = words.get(name.text);
    if (kinds?.has('failure')) return [name.text, fc.constantFrom('deny', 'continue')];
    if (kinds?.has('counter')) return [name.text, fc.constantFrom('seats', 'tries_of_today')];
    // Such a word may be one of a few.
    if (kinds !== undefined && temper === 'ordinary') return [name.text, ownValue(parameter)];
    return [name.text, argument(parameter, temper)];
  });
  const isNeeded = ({ default: value }: ParameterDefinition) => value === null;
  const requiredKeys = template.parameters.filter(isNeeded).map(({ name }) => name.text);
  return fc.record(Object.fromEntries(entries), { requiredKeys });
}

/** What the template itself gives as an example or takes by default. */
function ownValue(parameter: ParameterDefinition): fc.Arbitrary<unknown> {
  const own = [parameter.example, parameter.default].filter((value) => value !== null);
  return fc.constantFrom(...own.map(toPlain));
}

function argument(parameter: ParameterDefinition, temper: Temper): fc.Arbitrary<unknown> {
  const { text: type } = parameter.type;
  const member = /^list\s+of\s+(.+)$/.exec(type)?.[1];
  if (member !== undefined) {
    const one = scalarOf(member, temper);
    return fc.uniqueArray(one, { minLength: 1, maxLength: 3, selector: (text) => text.toLowerCase() });
  }
  if (type === 'schedule') {
    const days = fc.constantFrom('mon-fri', 'sat, sun', 'mon');
    const timezone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York');
    return fc.record({ days, from: fc.constant('08:30'), to: fc.constantFrom('17:00', '24:00'), timezone });
  }
  return fc.oneof(scalarOf(type, temper), ...(temper === 'ordinary' ? [ownValue(parameter)] : []));
}

function scalarOf(type: string, temper: Temper): fc.Arbitrary<string> {
  const samples = SAMPLES[type];
  if (samples === undefined) throw new Error(`nobody knows values of the type ${type}`);
  if (temper === 'ordinary' || !TEXTS.includes(type)) return fc.constantFrom(...samples);
  return type === 'url' ? hostileAddress : hostileText;
}

/** Their members are texts that nothing else is asked of. */
const TEXTS = [
  'text',
  'url',
  'email',
  'domain',
  'group',
  'role',
  'scope',
  'app',
  'connection',
  'organization',
];

/** Addresses with what ends a host, a path, a query or a text behind the host. */
const hostileAddress: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', '/', '/people/', '/find?email=', '?', ':8443/', '/a/../', '/%2e%2e/'),
    fc.constantFrom('', '', '..', '@evil.example/', '.evil.example', '#', '//evil.example/', '%', '\\'),
    fc.oneof(fc.constant(''), hostileText),
  )
  .map((parts) => `https://api.example.com${parts.join('')}`);

const NAMES = ['Staff', 'Human Resources', 'O’Neil & Söhne', 'x.y', 'a-b_c', '100 % "sure"'];

const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  text: ['plan', 'free', 'account.number', 'So sorry: ask {somebody} else', '1', 'yes', 'é'],
  group: NAMES,
  role: NAMES,
  app: NAMES,
  connection: ['google-oauth2', 'Username-Password-Authentication', 'acme-ad'],
  organization: ['org_1', 'org_Ab3'],
  scope: ['read:orders', 'openid', 'write:orders'],
  email: ['ada@example.com', 'bob.b+c@mail.example.org'],
  domain: ['example.com', 'xn--bcher-kva.example', 'mail.example.org'],
  url: [
    'https://api.example.com/people/',
    'https://api.example.com/find?email=',
    'https://api.example.com:8443/x/',
  ],
  country: ['DE', 'FR', 'US'],
  number: ['1', '3', '25'],
  'yes/no': ['yes', 'no'],
  date: ['2026-01-31', '2027-03-28'],
  time: ['08:00', '23:59'],
  instant: ['2026-01-01T00:00:00Z', '2027-03-28T02:30:00+02:00'],
  // Short enough for whatever takes time.
  duration: ['1 second', '800 ms', '5 seconds'],
  ip: ['203.0.113.7', '2001:db8::1'],
  network: ['203.0.113.0/24', '2001:db8::/32'],
  secret: ['API_TOKEN', 'KEY'],
};
