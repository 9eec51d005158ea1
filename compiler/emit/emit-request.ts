import { lookUpsOf } from '../asks.ts';
import type { Core, CoreCounter, CorePolicy, CoreRequest, CoreSource } from '../core.ts';
import { type Code, comment, join, js } from './code.ts';
import { call, type EmitContext, loginParameters, markSource } from './emit-context.ts';
import { emitValue } from './emit-expression.ts';

/** The functions with which rules read the look-ups and counters that any rule reads, in the order of the file. */
export function emitLookUps(policy: CorePolicy, context: EmitContext): readonly Code[] {
  const counted = new Set(lookUpsOf(policy).flatMap((one) => (one.kind === 'count' ? [one.name] : [])));
  return [
    ...policy.sources.map((source) => emitSource(source, policy, context)),
    ...policy.counters
      .filter(({ name }) => counted.has(name))
      .map((counter) => emitCounter(counter, policy, context)),
  ];
}

/** A request as the library makes it. */
export function emitRequest(request: CoreRequest, context: EmitContext): Code {
  const headers = request.headers.map(([name, value]) => js`[${name}, ${emitValue(value, context)}]`);
  const body = request.body === null ? js`null` : emitValue(request.body, context);
  return js`${call('draftRequest', context)}(${request.method}, ${emitAddress(request.url, context)}, [${join(headers, js`, `)}], ${body})`;
}

/** An address as the library makes it: the texts, and the values between them. */
export function emitAddress(address: readonly (string | Core)[], context: EmitContext): Code {
  const texts = [''];
  const values: Code[] = [];
  for (const part of address) {
    if (typeof part === 'string') texts.push(`${texts.pop() ?? ''}${part}`);
    else {
      values.push(emitValue(part, context));
      texts.push('');
    }
  }
  return js`${call('urlPieces', context)}(${texts}, [${join(values, js`, `)}])`;
}

/** Whose counter it is, and what it tells apart: two arguments. */
export function emitCountKey({ per, distinct }: CoreCounter, context: EmitContext): Code {
  const [whose, value] = [per, distinct].map((core) => (core === null ? js`null` : emitValue(core, context)));
  return js`${whose ?? js`null`}, ${value ?? js`null`}`;
}

function emitSource(source: CoreSource, policy: CorePolicy, context: EmitContext): Code {
  const { name, request } = source;
  const ask = js`${call('askHttp', context)}(${emitRequest(request, context)})`;
  const title = comment(`source ${name}: ${request.method} ${request.urlText}`);
  const { places } = context;
  const lookUp =
    places === null
      ? js`${call('lookUp', context)}(context, ${`${policy.id}/${name}`}, () => ${ask})`
      : js`${call('lookUpAt', context)}(f, ${places.source(name)}, asked, () => ${ask})`;
  return js`${markSource(source.span.start, context)}${title}
function ${context.names.of('source', name)}(${loginParameters(context)}) {
  return ${lookUp};
}`;
}

function emitCounter(counter: CoreCounter, policy: CorePolicy, context: EmitContext): Code {
  const { name } = counter;
  const ask = js`${call('askCount', context)}(${emitCountKey(counter, context)})`;
  const key = `${policy.id}/counts.${name}`;
  return js`${markSource(counter.span.start, context)}${comment(`counter ${name}`)}
function ${context.names.of('counter', name)}(user, context) {
  return ${call('numberOf', context)}(${call('lookUp', context)}(context, ${key}, () => ${ask}));
}`;
}
