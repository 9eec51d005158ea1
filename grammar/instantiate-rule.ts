import { parseRule } from './parse-rule.ts';
import { type Reading, valueAt, wordOf } from './parse-text.ts';
import { placeMap } from './place-yaml.ts';
import type { RuleDefinition } from './policy.ts';
import type { BoundParameter, RuleTemplate } from './rule-template.ts';
import { wordingOf } from './show-argument.ts';
import type { Source } from './source.ts';
import type { Argument } from './template-arguments.ts';
import type { Yaml, YamlEntry, YamlMap } from './yaml-tree.ts';

/** A rule with `uses`, and what is known of its template. */
export interface Use {
  readonly rule: RuleDefinition;
  /** The file of the rule. */
  readonly source: Source;
  readonly template: RuleTemplate;
  readonly given: readonly Argument[];
  /** What stands for the parameters where plain words are wanted. */
  readonly words: ReadonlyMap<string, Yaml>;
  readonly parameters: readonly BoundParameter[];
}

/**
 * The rule that a use of a template comes to. Its sentences are those of the template: values never become part of them.
 * All its spans are those of the use, except where the file is the template's own; only there anything is reported.
 */
export function instantiateRule(use: Use, reading: Reading): RuleDefinition {
  const { rule, source, template, given, words, parameters } = use;
  const span = rule.uses?.template.span ?? rule.span;
  const isHere = template.source === source;
  const written = isHere ? template.rule : placeMap(template.rule, span);
  const wording = wordingOf(given);
  const told: Reading = { diagnostics: isHere ? reading.diagnostics : [], wording };
  const made = parseRule(
    fillWords(written, (parameter) => words.get(parameter)),
    told,
  );
  const name = wordOf(valueAt(written, 'name'));
  return {
    ...made,
    id: rule.id,
    name: rule.name ?? (name === null ? null : { text: wording.text(name.text), span: name.span }),
    why: rule.why ?? made.why,
    for: rule.for,
    mode: rule.mode,
    expires: rule.expires,
    tags: [...rule.tags, ...made.tags],
    uses: rule.uses,
    template: { source: template.source, for: made.for, parameters },
    span: rule.span,
  };
}

/** The parameters of a template that stand where plain words are wanted: there no name of a list means the list. */
export function parametersAsWords({ rule }: RuleTemplate): ReadonlySet<string> {
  const found = new Set<string>();
  fillWords(rule, (parameter) => {
    found.add(parameter);
    return undefined;
  });
  return found;
}

/** Keys whose values are plain words, which are never read as sentences: there `= NAME` is the value itself. */
const WORDS: ReadonlyMap<string, readonly string[] | null> = new Map([
  ['require_mfa', null],
  ['limit_session', null],
  ['deny', ['code']],
]);

type Values = (parameter: string) => Yaml | undefined;

function fillWords(rule: YamlMap, values: Values): YamlMap {
  return mapEntries(rule, (key, value) => {
    if (value.kind !== 'map') return value;
    if (key === 'for') return mapEntries(value, (_, words) => fill(words, values));
    if (key !== 'then') return value;
    return mapEntries(value, (effect, under) => {
      const keys = WORDS.get(effect);
      if (keys === undefined || under.kind !== 'map') return under;
      return mapEntries(under, (word, words) =>
        keys === null || keys.includes(word) ? fill(words, values) : words,
      );
    });
  });
}

function fill(words: Yaml, values: Values): Yaml {
  if (words.kind === 'list') return { ...words, items: words.items.map((item) => fill(item, values)) };
  const name = words.kind === 'text' ? /^=\s+([A-Za-z_][\w-]*)\s*$/.exec(words.text)?.[1] : undefined;
  return name === undefined ? words : (values(name) ?? words);
}

function mapEntries(map: YamlMap, change: (key: string, value: Yaml) => Yaml): YamlMap {
  const entries = Array.from(map.entries, ([name, { key, value }]): [string, YamlEntry] => [
    name,
    { key, value: change(name, value) },
  ]);
  return { ...map, entries: new Map(entries) };
}
