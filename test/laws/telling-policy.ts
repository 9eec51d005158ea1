import { fields, writeYaml, type Yaml } from '../arbitraries/index.ts';
import type { Decision, Truth } from '../reference/index.ts';

/** A policy with a rule for every condition: its grant sets a claim, its guard takes another one away. */
export function tellingPolicy(named: ReadonlyMap<string, Yaml>, sentences: readonly string[]): string {
  const guarded = new Map(sentences.map((_, index) => [`no-${index}`, 'here']));
  const rules: readonly Yaml[] = [
    new Map<string, Yaml>([
      ['id', 'begin'],
      ['then', fields({ set_claims: guarded })],
    ]),
    ...sentences.map(
      (sentence, index): Yaml =>
        new Map<string, Yaml>([
          ['id', `rule-${index}`],
          ['when', sentence],
          [
            'then',
            fields({ set_claims: new Map([[`yes-${index}`, 'here']]), remove_claims: [`no-${index}`] }),
          ],
        ]),
    ),
  ];
  return writeYaml(
    new Map<string, Yaml>([['policy', 'telling'], ['timezone', 'Europe/Berlin'], ...named, ['rules', rules]]),
  );
}

/** What a decision on a telling policy says of each of its conditions. */
export function tell({ claims }: Decision, count: number): readonly Truth[] {
  return Array.from({ length: count }, (_, index) => {
    if (Object.hasOwn(claims.id_token, `yes-${index}`)) return 'yes';
    return Object.hasOwn(claims.id_token, `no-${index}`) ? 'no' : 'unknown';
  });
}
