import { makeForeign, showContents } from './make-foreign.ts';
import { type Membrane, readValue, type Side } from './membrane.ts';
import { parseBytes, viewBytes } from './recognise-form.ts';
import type { Contents, CopiedForm, Form, Thing, Wire } from './wire.ts';

/** Makes a value of this heap of what came from the other one. */
export function unwrapValue(side: Side, membrane: Membrane, wire: Wire): unknown {
  if (typeof wire !== 'object' || wire === null) return wire;
  return unwrapThing(side, membrane, wire);
}

function unwrapThing(side: Side, membrane: Membrane, thing: Thing): unknown {
  switch (thing.kind) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(thing.text);
    case 'bigint':
      return BigInt(thing.digits);
    case 'known':
      return side.tables.known(thing.index);
    case 'registered':
      return Symbol.for(thing.key);
    case 'yours': {
      const value = side.tables.own(thing.id);
      if (thing.state !== undefined) restoreState(value, thing.state);
      return value;
    }
    case 'mine': {
      const { id, form } = thing;
      const known = side.tables.foreign(id);
      if (known !== undefined) {
        refresh(side, membrane, known, form);
        return known;
      }
      return makeThing(side, membrane, id, form);
    }
  }
}

function makeThing(side: Side, membrane: Membrane, id: number, form: Form): object | symbol {
  const adopted = <T extends object | symbol>(value: T): T => {
    side.tables.adopt(id, value);
    return value;
  };
  switch (form.kind) {
    case 'symbol':
      return adopted(Symbol(form.description));
    case 'date':
      return adopted(new REAL_DATE(form.time ?? Number.NaN));
    case 'pattern': {
      const pattern = adopted(new RegExp(form.source, form.flags));
      pattern.lastIndex = form.lastIndex;
      return pattern;
    }
    case 'bytes':
      return adopted(side.makeBytes(form.type, parseBytes(form.bytes)));
    case 'promise':
      return adopted(makePromise(side, membrane, id));
    case 'error': {
      const error = adopted(new Error());
      const prototype = membrane.unwrap(form.prototype);
      if (typeof prototype === 'object') Object.setPrototypeOf(error, prototype);
      refresh(side, membrane, error, form);
      return error;
    }
    case 'function':
    case 'list':
    case 'record': {
      const value = adopted(makeForeign(side, membrane, id, form));
      refresh(side, membrane, value, form);
      return value;
    }
  }
}

/** Tests replace the global one. */
const REAL_DATE = Date;

function makePromise(side: Side, membrane: Membrane, id: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const reply = side.ask({
      kind: 'then',
      of: id,
      resolve: membrane.wrap(resolve),
      reject: membrane.wrap(reject),
    });
    readValue(membrane, reply);
  });
}

function refresh(side: Side, membrane: Membrane, value: object | symbol, form: Form): void {
  switch (form.kind) {
    case 'date':
    case 'pattern':
    case 'bytes':
      restoreState(value, form);
      return;
    case 'error':
      setProperties(membrane, value, form.properties, { enumerable: true });
      setProperties(membrane, value, form.hidden, { enumerable: false });
      return;
    case 'list':
    case 'record':
      if (typeof value === 'object' && form.contents !== undefined) {
        const contents = form.contents.map(([key, wire]) => [key, membrane.unwrap(wire)] as const);
        showContents(side, value, contents);
      }
      return;
    case 'symbol':
    case 'function':
    case 'promise':
      return;
  }
}

function setProperties(
  membrane: Membrane,
  error: object | symbol,
  properties: Contents,
  manner: { readonly enumerable: boolean },
): void {
  for (const [key, wire] of properties) {
    const value = membrane.unwrap(wire);
    Reflect.defineProperty(Object(error), key, { value, writable: true, configurable: true, ...manner });
  }
}

function restoreState(value: object | symbol, state: CopiedForm): void {
  if (typeof value === 'symbol') return;
  switch (state.kind) {
    case 'date':
      return void Reflect.apply(SET_TIME, value, [state.time ?? Number.NaN]);
    case 'pattern':
      return void Reflect.set(value, 'lastIndex', state.lastIndex);
    case 'bytes': {
      const memory = value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? viewBytes(value) : null;
      if (memory?.length === state.bytes.length) memory.set(parseBytes(state.bytes));
      return;
    }
  }
}

const SET_TIME = Date.prototype.setTime;
