import type { Expression, RequestDefinition, Sentence, Template } from '../../grammar/index.ts';
import type { Value } from '../../stdlib/index.ts';
import { fold } from './equality.ts';
import { allPresent, evaluate } from './evaluate.ts';
import { typeOf } from './infer.ts';
import { plainText } from './plain-text.ts';
import { worth } from './run-effect.ts';
import type { Scene } from './scene.ts';

/** A request in words: secrets stand as `<secret NAME>`, a JSON body as what it says. */
export interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: { readonly type: 'json' | 'text'; readonly value: unknown } | null;
}

/** How a secret is shown. */
export function secretMark(name: string): string {
  return `<secret ${name}>`;
}

/** The request that is sent; null: a part of it is missing. */
export function requestOf(request: RequestDefinition, method: string, scene: Scene): Request | null {
  const url = addressOf(request.url, scene);
  const headers = request.headers.map(
    ({ name, value }) => [name.text, plainText(sent(value, scene))] as const,
  );
  const body = request.body === null ? null : sent(request.body, scene);
  const isWhole = headers.every(([, value]) => value !== undefined && !/[^\t\x20-\x7e\xa0-\xff]/.test(value));
  if (url === null || !isWhole || body === undefined) return null;
  return {
    method: request.method?.text ?? method,
    url,
    headers: headers.map(([name, value]) => [name, value ?? '']),
    body: body === null ? null : { type: typeof body === 'string' ? 'text' : 'json', value: body },
  };
}

/** An address with its values percent-encoded; null: one of them is missing, or leads elsewhere. */
export function addressOf(template: Template, scene: Scene): string | null {
  const expression = template.kind === 'sentence' ? template.sentence.expression : null;
  if (template.kind === 'text') return template.value;
  if (expression?.kind !== 'template') throw new Error('generated addresses are texts');
  let address = '';
  for (const part of expression.parts) {
    if (typeof part === 'string') {
      address += part;
      continue;
    }
    const secret = secretIn(part);
    const value = secret ?? plainText(published(part, scene));
    if (value === undefined || /\p{Surrogate}/u.test(value)) return null;
    if (value === '' && !address.includes('?')) return null;
    const strict = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
    address += secret ?? encodeURIComponent(value).replace(/[!'()*]/g, strict);
  }
  const [path = ''] = address.split('?');
  return path.split('/').some((segment) => segment === '.' || segment === '..') ? null : address;
}

/** Whose counter it is, as a text, and what is told apart; null: nobody can tell. */
export function countKeyOf(
  { per, distinct }: { readonly per: Sentence | null; readonly distinct: Sentence | null },
  scene: Scene,
): { readonly per: string; readonly value: string | null } | null {
  const key = (sentence: Sentence | null): string | undefined => {
    if (sentence === null) return '';
    const { expression } = sentence;
    const value = evaluate(expression, typeOf(expression, scene), scene);
    // What is the same in the language is counted as the same.
    const type = typeOf(expression, scene);
    return value === undefined ? undefined : JSON.stringify(fold(value, type, 'by type'));
  };
  const [perText, valueText] = [key(per), key(distinct)];
  if (perText === undefined || valueText === undefined) return null;
  return { per: perText, value: distinct === null ? null : valueText };
}

/** A value that is sent; nothing of it may be missing. */
function sent(template: Template, scene: Scene): Value {
  switch (template.kind) {
    case 'text':
      return template.value;
    case 'sentence': {
      const { expression } = template.sentence;
      if (expression.kind !== 'template') return secretIn(expression) ?? worth(template, scene);
      const texts = expression.parts.map((part) =>
        typeof part === 'string' ? part : (secretIn(part) ?? plainText(published(part, scene))),
      );
      return texts.includes(undefined) ? undefined : texts.join('');
    }
    case 'list':
      return allPresent(template.items.map((item) => sent(item, scene)));
    case 'record': {
      const fields = template.fields.map(({ name, value }) => [name.text, sent(value, scene)] as const);
      if (fields.some(([, value]) => value === undefined)) return undefined;
      // An own field, whatever its name is.
      return JSON.parse(
        `{${fields.map((field) => field.map((one) => JSON.stringify(one)).join(':')).join(',')}}`,
      );
    }
  }
}

/** A value as others read it. */
function published(expression: Expression, scene: Scene): Value {
  const sentence = { expression, text: '', span: expression.span };
  return worth({ kind: 'sentence', sentence, span: expression.span }, scene);
}

function secretIn(expression: Expression): string | undefined {
  if (expression.kind !== 'path' || expression.segments[0]?.name !== 'secrets') return undefined;
  return secretMark(expression.segments[1]?.name ?? '');
}
