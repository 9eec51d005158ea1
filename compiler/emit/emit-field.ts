import type { Type } from '../../stdlib/index.ts';
import type { CoreField } from '../core.ts';
import { type Code, identifier, js } from './code.ts';
import { call, type EmitContext } from './emit-context.ts';
import { shapeFunction } from './shape-function.ts';

/** The clock of this login. */
export function emitNow(context: EmitContext): Code {
  if (context.places !== null) return context.places.now();
  const now = js`${call('runState', context)}(context).now`;
  if (context.form === 'fast') return now;
  return js`${call('seen', context)}(context, "now", ${call('formatInstant', context)}(${now}), ${now})`;
}

/**
 * A field of the login, brought to the shape of its type; in the traced form it is noted as read. What `assume` says
 * stands for a field that is not there. One that is there in a wrong shape stays unknown: nobody assumed that.
 */
export function emitField(core: CoreField, context: EmitContext): Code {
  const code = context.fields.get(core) ?? emitAccess(core, context);
  context.fields.set(core, code);
  return code;
}

function emitAccess(core: CoreField, context: EmitContext): Code {
  if (context.places !== null) return context.places.field(core);
  const raw = emitPath(core, context);
  const value = shaped(core.type, core.assumed === undefined ? raw : js`${raw} ?? ${core.assumed}`, context);
  if (context.form === 'fast') return value;
  return js`${call('seen', context)}(context, ${core.name}, ${raw}, ${value})`;
}

/** The place of a field in the login; names that built-in objects have too are read as own properties only. */
function emitPath(core: CoreField, context: EmitContext): Code {
  return core.path.reduce((record, name, index) => {
    if (!/^[A-Za-z_$][\w$]*$/.test(name) || INHERITED.has(name)) {
      return js`${call('own', context)}(${record}, ${name})`;
    }
    return index === 0 ? js`${record}.${identifier(name)}` : js`${record}?.${identifier(name)}`;
  }, identifier(core.root));
}

const INHERITED = new Set(
  [Object, Array, String, Number, Boolean, Function].flatMap((owner) => [
    ...Object.getOwnPropertyNames(owner.prototype),
  ]),
);

/** The value brought to the shape of a type; what does not fit is missing. */
export function shaped(type: Type, raw: Code, context: EmitContext): Code {
  if (type.kind !== 'list') return js`${call(shapeFunction(type), context)}(${raw})`;
  if (type.of.kind === 'record') return js`${call('recordsOf', context)}(${raw})`;
  return js`${call('listOf', context)}(${raw}, ${call(shapeFunction(type.of), context)})`;
}
