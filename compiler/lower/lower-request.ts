import {
  DURATION_UNITS,
  parseDuration,
  type RequestDefinition,
  type Template,
  type Word,
} from '../../grammar/index.ts';
import type { Type } from '../../stdlib/index.ts';
import type { Core, CoreRequest } from '../core.ts';
import { callOf, type LowerContext } from './lower-context.ts';
import { literal, lowerExpression } from './lower-expression.ts';
import { asClaim, lowerTemplate } from './lower-template.ts';

/** What is sent; `method` is that of a request that says none. */
export function lowerRequest(
  request: RequestDefinition,
  method: 'GET' | 'POST',
  context: LowerContext,
): CoreRequest {
  return {
    method: request.method?.text.toUpperCase() ?? method,
    url: lowerAddress(request.url, context),
    headers: request.headers.map(({ name, value }) => [name.text, asClaim(lowerTemplate(value, context))]),
    body: request.body === null ? null : lowerBody(request.body, context),
    urlText: addressText(request.url),
  };
}

/**
 * An address: texts as they stand, and the values between them. A constant at the very start stands as it is, since it
 * names the place that everything else is at: a setting, or what a template was given.
 */
export function lowerAddress(template: Template, context: LowerContext): readonly (string | Core)[] {
  const parts: (string | Core)[] = [];
  for (const part of partsOf(template, context)) {
    const last = parts.at(-1);
    const text = typeof part === 'string' ? part : parts.length === 0 ? constantText(part) : null;
    if (text === null) parts.push(part);
    else if (typeof last === 'string') parts[parts.length - 1] = last + text;
    else parts.push(text);
  }
  return parts;
}

/** The length of a duration as written, in milliseconds; null when nothing was said. */
export function milliseconds(word: Word | null): number | null {
  const duration = word === null ? null : parseDuration(word.text);
  return duration === null ? null : duration.amount * DURATION_UNITS[duration.unit];
}

/** How often a request is tried again: a number as written; nothing was said: never. */
export function retries(word: Word | null): number {
  return word === null ? 0 : Number(word.text);
}

function partsOf(template: Template, context: LowerContext): readonly (string | Core)[] {
  switch (template.kind) {
    case 'text':
      return [template.value];
    case 'sentence': {
      const { expression } = template.sentence;
      if (expression.kind !== 'template') return [asClaim(lowerExpression(expression, context))];
      return expression.parts
        .filter((part) => part !== '')
        .map((part) => (typeof part === 'string' ? part : asClaim(lowerExpression(part, context))));
    }
    case 'list':
    case 'record':
      throw new Error('the checker lets only a text be an address');
  }
}

function constantText(core: Core): string | null {
  return core.kind === 'literal' && typeof core.value === 'string' ? core.value : null;
}

/** As written. */
function addressText(template: Template): string {
  switch (template.kind) {
    case 'text':
      return template.value;
    case 'sentence':
      return template.sentence.text;
    case 'list':
    case 'record':
      throw new Error('the checker lets only a text be an address');
  }
}

/** A body, of which no part may be missing: half a question has another answer. */
function lowerBody(template: Template, context: LowerContext): Core {
  switch (template.kind) {
    case 'text':
    case 'sentence':
      return asClaim(lowerTemplate(template, context));
    case 'list':
      return { kind: 'list', items: template.items.map((item) => lowerBody(item, context)), type: ANY_LIST };
    case 'record': {
      const names = literal(
        template.fields.map(({ name }) => name.text),
        ANY_LIST,
      );
      const values = template.fields.map(({ value }) => lowerBody(value, context));
      return callOf('wholeRecord', [names, ...values], { kind: 'record', fields: new Map(), open: true });
    }
  }
}

const ANY_LIST: Type = { kind: 'list', of: { kind: 'any' } };
