import { placedText } from './place-yaml.ts';
import { printYamlItem } from './print-data.ts';
import type { Yaml, YamlMap } from './yaml-tree.ts';

/**
 * A rule that is made of a template, as an item of `rules`: lines that begin with `- id: …`, not indented, without a line
 * break at the end. Of values that stood without quotes, only those get some that need them.
 */
export function printUse(use: {
  readonly id: string;
  readonly template: string;
  readonly with: YamlMap;
}): string {
  const { span } = use.with;
  const given: readonly (readonly [string, Yaml])[] = use.with.entries.size === 0 ? [] : [['with', use.with]];
  return printYamlItem([
    ['id', placedText(use.id, span)],
    ['uses', placedText(use.template, span)],
    ...given,
  ]);
}
