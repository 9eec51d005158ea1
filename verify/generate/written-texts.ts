import type { CorePolicy } from '../../compiler/index.ts';

/** The texts in quotes in the sentences of policies and their laws, by their lower-case form: as their authors spell them. */
export function writtenTexts(cores: readonly CorePolicy[]): ReadonlyMap<string, string> {
  const sentences = cores.flatMap(({ rules, conditions, exempt, properties }) => [
    ...rules.flatMap(({ clauses }) => clauses.map(({ text }) => text)),
    ...conditions.map(({ text }) => text),
    ...(exempt === null ? [] : [exempt.text]),
    ...properties.flatMap(({ givenText, conditionText }) => [givenText ?? '', conditionText]),
  ]);
  const texts = sentences.flatMap((sentence) =>
    [...sentence.matchAll(/"([^"\\]+)"/g)].map(([, text = '']) => text),
  );
  return new Map(texts.map((text) => [text.toLowerCase(), text]));
}
