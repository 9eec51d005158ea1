import type { Result } from './diagnostic.ts';
import { hasErrors } from './diagnostic.ts';
import { fillRuleWords, fillSourceWords, type WordValues } from './fill-words.ts';
import { valueAt, wordOf } from './parse-text.ts';
import type { ParameterDefinition, RuleTemplate, TemplateTest } from './rule-template.ts';
import type { Source } from './source.ts';
import { checkTemplateFile } from './structure.ts';
import { readYaml } from './yaml-profile.ts';
import type { Yaml, YamlMap } from './yaml-tree.ts';

/** Reads a template file; null when there is an error. The sentences of its rule and its tests are not looked at. */
export function parseRuleTemplate(source: Source): Result<RuleTemplate | null> {
  const { root, comments, diagnostics: found } = readYaml(source);
  if (root === null) return { value: null, diagnostics: found };
  const diagnostics = [...found, ...checkTemplateFile(withSampleWords(root))].toSorted(
    (a, b) => a.span.start - b.span.start,
  );
  const at = (name: string) => valueAt(root, name);
  const id = wordOf(at('template'));
  const rule = at('rule');
  if (hasErrors(diagnostics) || id === null || rule?.kind !== 'map') return { value: null, diagnostics };
  const value: RuleTemplate = {
    source,
    id,
    name: wordOf(at('name')),
    summary: wordOf(at('summary')),
    category: wordOf(at('category')),
    parameters: parseParameters(at('parameters')),
    sources: mapAt(root, 'sources'),
    rule,
    followedBy: mapsIn(at('followed_by')),
    tests: parseTemplateTests(at('tests')),
    comments,
  };
  return { value, diagnostics };
}

/** A parameter can stand where the schema wants one of a few words; its value is held against them with each use. */
function withSampleWords(root: YamlMap): YamlMap {
  const parameters = mapAt(root, 'parameters');
  const sample: WordValues = (parameter, kind) => {
    const name = parameters?.entries.get(parameter)?.key;
    if (name === undefined || kind === 'any') return undefined;
    return kind === 'failure' ? { ...name, text: 'deny' } : name;
  };
  const entries = new Map(root.entries);
  for (const [key, fill] of [
    ['rule', fillRuleWords],
    ['sources', fillSourceWords],
  ] as const) {
    const entry = entries.get(key);
    if (entry?.value.kind === 'map') entries.set(key, { ...entry, value: fill(entry.value, sample) });
  }
  const followers = entries.get('followed_by');
  if (followers?.value.kind === 'list') {
    const items = followers.value.items.map((item) =>
      item.kind === 'map' ? fillRuleWords(item, sample) : item,
    );
    entries.set('followed_by', { ...followers, value: { ...followers.value, items } });
  }
  return { ...root, entries };
}

function mapsIn(value: Yaml | null): readonly YamlMap[] {
  return value?.kind === 'list' ? value.items.filter((item) => item.kind === 'map') : [];
}

function mapAt(map: YamlMap, name: string): YamlMap | null {
  const value = valueAt(map, name);
  return value?.kind === 'map' ? value : null;
}

function parseParameters(value: Yaml | null): readonly ParameterDefinition[] {
  if (value?.kind !== 'map') return [];
  return [...value.entries.values()].flatMap(({ key, value: under }) => {
    if (under.kind !== 'map') return [];
    const type = wordOf(valueAt(under, 'type'));
    if (type === null) return [];
    return [
      {
        name: { text: key.text, span: key.span },
        type,
        title: wordOf(valueAt(under, 'title')),
        description: wordOf(valueAt(under, 'description')),
        example: valueAt(under, 'example'),
        default: valueAt(under, 'default'),
      },
    ];
  });
}

function parseTemplateTests(value: Yaml | null): readonly TemplateTest[] {
  if (value?.kind !== 'list') return [];
  return value.items.flatMap((item) => {
    if (item.kind !== 'map') return [];
    const given = valueAt(item, 'with');
    const entries = new Map([...item.entries].filter(([name]) => name !== 'with'));
    return [{ with: given?.kind === 'map' ? given : null, test: { ...item, entries } }];
  });
}
