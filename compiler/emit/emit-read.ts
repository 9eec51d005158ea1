import type { Core } from '../core.ts';
import { type Code, js } from './code.ts';
import { call, type EmitContext, loginParameters } from './emit-context.ts';
import { emitValue } from './emit-expression.ts';
import { shaped } from './emit-field.ts';

/** A look-up, a counter, or a part of a record. */
type CoreRead = Core & { readonly kind: 'member' | 'source' | 'count' };

/** Its value, brought to the shape of its type; in the traced form, what is read of look-ups is noted. */
export function emitRead(core: CoreRead, context: EmitContext): Code {
  const raw = emitRaw(core, context);
  // A counter is a number already.
  const value = core.kind === 'count' ? raw : shaped(core.type, raw, context);
  const name = context.form === 'traced' ? lookedUpName(core) : null;
  return name === null ? value : js`${call('seen', context)}(context, ${name}, ${raw}, ${value})`;
}

function emitRaw(core: CoreRead, context: EmitContext): Code {
  switch (core.kind) {
    case 'source':
      return js`${context.names.of('source', core.name)}(${loginParameters(context)})`;
    case 'count':
      return js`${context.names.of('counter', core.name)}(${loginParameters(context)})`;
    case 'member': {
      // What is noted is what is looked at in the end, and not all that it is a part of.
      const { of } = core;
      const isPart = isRead(of) && lookedUpName(of) !== null;
      const record = isPart ? emitRaw(of, context) : emitValue(of, context);
      return js`${call('own', context)}(${record}, ${core.name})`;
    }
  }
}

function isRead(core: Core): core is CoreRead {
  return core.kind === 'member' || core.kind === 'source' || core.kind === 'count';
}

/** How authors name a part of a look-up, such as `crm.plan`; null: it is none. */
function lookedUpName(core: Core): string | null {
  if (core.kind === 'source') return core.name;
  if (core.kind === 'count') return `counts.${core.name}`;
  const of = core.kind === 'member' ? lookedUpName(core.of) : null;
  return core.kind !== 'member' || of === null ? null : `${of}.${core.name}`;
}
