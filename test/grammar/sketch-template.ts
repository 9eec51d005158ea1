import type { RequestDefinition, Sentence, Template, TemplateField } from '../../grammar/index.ts';
import { sketch } from './sketch.ts';

/** A value of an effect in one line: texts in quotes, sentences after `=`. */
export function sketchTemplate(template: Template | null): string {
  switch (template?.kind) {
    case undefined:
      return 'nothing';
    case 'text':
      return JSON.stringify(template.value);
    case 'sentence':
      return `= ${sketchSentence(template.sentence)}`;
    case 'list':
      return `[${template.items.map(sketchTemplate).join(', ')}]`;
    case 'record':
      return `{${sketchFields(template.fields)}}`;
  }
}

export function sketchFields(fields: readonly TemplateField[]): string {
  return fields.map(({ name, value }) => `${name.text}: ${sketchTemplate(value)}`).join(', ');
}

export function sketchSentence(sentence: Sentence | null): string {
  return sketch(sentence?.expression ?? null);
}

export function sketchRequest({ url, method, headers, body }: RequestDefinition): string {
  return `${method?.text ?? '-'} ${sketchTemplate(url)} (${sketchFields(headers)}) ${sketchTemplate(body)}`;
}
