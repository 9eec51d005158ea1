import type { PlaceFacts } from './describe-place.ts';
import { PLAIN_DOMAINS } from './login-size.ts';

/**
 * Values that could stand in the place of one, the plainest first: the example of the schema, then what is nearer to
 * plain. Not all of them are simpler, and not all fit the type.
 */
export function simplerValues(
  value: unknown,
  { type, example }: PlaceFacts,
  now: number,
): readonly unknown[] {
  const examples = example === undefined ? [] : [example];
  switch (typeof value) {
    case 'string':
      switch (type.kind) {
        case 'email':
          return [...examples, ...simplerEmails(value)];
        case 'domain':
          return [...examples, ...simplerDomains(value)];
        case 'ip':
          return [...examples, '192.0.2.1', '10.0.0.1', '2001:db8::1'];
        case 'country':
          return [...examples, value.toUpperCase()];
        case 'url':
        case 'date':
        case 'time':
          return examples;
        default:
          return [...examples, ...(isInstant(value) ? simplerInstants(value) : simplerTexts(value))];
      }
    case 'number':
      return [
        ...examples,
        ...(Math.abs(value) > 1e11 ? [now, ...simplerMoments(value)] : simplerNumbers(value)),
      ];
    default:
      return examples;
  }
}

/** Round moments near one, the roundest first. */
export function simplerMoments(moment: number): readonly number[] {
  return [86_400_000, 43_200_000, 3_600_000, 1_800_000, 60_000, 1000].flatMap((unit) => [
    Math.floor(moment / unit) * unit,
    Math.ceil(moment / unit) * unit,
  ]);
}

function simplerEmails(email: string): readonly string[] {
  const at = email.lastIndexOf('@');
  if (at < 0) return simplerTexts(email);
  const local = email.slice(0, at);
  const domain = email.slice(at + 1);
  return [
    email.trim(),
    email.toLowerCase(),
    `ada@${domain}`,
    ...simplerDomains(domain).map((simpler) => `${local}@${simpler}`),
    ...simplerTexts(local).map((simpler) => `${simpler}@${domain}`),
  ];
}

/** Without one of its labels, never with fewer than two, and with plain labels. */
function simplerDomains(domain: string): readonly string[] {
  const labels = domain.split('.');
  const fewer =
    labels.length <= 2
      ? []
      : labels.map((_, index) => labels.filter((__, other) => other !== index).join('.'));
  const plainer = labels.flatMap((_, index) =>
    ['example', 'test'].map((plain) => labels.with(index, plain).join('.')),
  );
  return [...PLAIN_DOMAINS, domain.toLowerCase(), domain.normalize('NFC'), ...fewer, ...plainer];
}

function simplerTexts(text: string): readonly string[] {
  if (text === '') return [];
  const letters = [...text];
  const half = Math.floor(letters.length / 2);
  const shorter =
    letters.length > 32
      ? []
      : letters.map((_, index) => letters.filter((__, other) => other !== index).join(''));
  const found = [
    'a',
    text.trim(),
    text.toLowerCase(),
    text.normalize('NFC'),
    letters.slice(0, half).join(''),
    letters.slice(half).join(''),
    ...shorter,
  ];
  return found.filter((simpler) => simpler !== '');
}

function simplerNumbers(number: number): readonly number[] {
  const whole = Math.trunc(number);
  const steps = Array.from({ length: 32 }, (_, power) => whole - Math.trunc(whole / 2 ** power));
  return [...new Set([0, 1, ...steps, whole, Math.abs(number)])];
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text));
}

function simplerInstants(text: string): readonly string[] {
  return simplerMoments(Date.parse(text)).map((moment) => new Date(moment).toISOString());
}
