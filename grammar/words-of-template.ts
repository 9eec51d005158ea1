import { fillRuleWords, fillSourceWords, type WordKind } from './fill-words.ts';
import type { RuleTemplate } from './rule-template.ts';

/** The parameters of a template that stand where plain words are wanted, and for what: there no name of a list means the list. */
export function wordsOfTemplate({
  rule,
  followedBy,
  sources,
}: Pick<RuleTemplate, 'rule' | 'followedBy' | 'sources'>): ReadonlyMap<string, ReadonlySet<WordKind>> {
  const found = new Map<string, Set<WordKind>>();
  const note = (parameter: string, kind: WordKind) => {
    found.set(parameter, (found.get(parameter) ?? new Set()).add(kind));
    return undefined;
  };
  for (const one of [rule, ...followedBy]) fillRuleWords(one, note);
  if (sources !== null) fillSourceWords(sources, note);
  return found;
}

/** The parameters of a template that stand where plain words are wanted. */
export function parametersAsWords(template: RuleTemplate): ReadonlySet<string> {
  return new Set(wordsOfTemplate(template).keys());
}
