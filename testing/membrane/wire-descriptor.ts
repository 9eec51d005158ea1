import type { Membrane } from './membrane.ts';
import type { WireDescriptor } from './wire.ts';

/** Makes the description of a property ready for the other heap. What is not said stays unsaid. */
export function wrapDescriptor({ wrap }: Membrane, property: PropertyDescriptor): WireDescriptor {
  const { writable, enumerable, configurable } = property;
  return {
    ...('value' in property && { value: wrap(property.value) }),
    ...('get' in property && { get: wrap(property.get) }),
    ...('set' in property && { set: wrap(property.set) }),
    ...(writable !== undefined && { writable }),
    ...(enumerable !== undefined && { enumerable }),
    ...(configurable !== undefined && { configurable }),
  };
}

/** The description of a property that came from the other heap. */
export function unwrapDescriptor({ unwrap }: Membrane, descriptor: WireDescriptor): PropertyDescriptor {
  const { writable, enumerable, configurable } = descriptor;
  return {
    ...('value' in descriptor && { value: unwrap(descriptor.value) }),
    ...('get' in descriptor && { get: asAccessor(unwrap(descriptor.get)) }),
    ...('set' in descriptor && { set: asAccessor(unwrap(descriptor.set)) }),
    ...(writable !== undefined && { writable }),
    ...(enumerable !== undefined && { enumerable }),
    ...(configurable !== undefined && { configurable }),
  };
}

function asAccessor(value: unknown): (() => unknown) & ((value: unknown) => void) {
  return value as (() => unknown) & ((value: unknown) => void);
}
