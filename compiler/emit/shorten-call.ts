import type { Core } from '../core.ts';

type CoreCall = Core & { readonly kind: 'call' };

/** The same call, or one that gives the same and makes no folded text on the way; see `stdlib/folded.ts`. */
export function shortenCall(core: CoreCall): Pick<CoreCall, 'function' | 'arguments'> {
  const [first, second] = core.arguments;
  if (first === undefined) return core;
  if (core.function === 'foldDomain' && isCallOf('emailDomain', first))
    return { function: 'foldedDomain', arguments: first.arguments };
  if (second === undefined) return core;
  if (core.function === 'memberOf' && first.kind === 'call') return shortenMembership(first, second) ?? core;
  if (!isFoldedText(second)) return core;
  if (core.function === 'startsWith' && isCallOf('foldAscii', first)) {
    const [text] = first.arguments;
    return text === undefined ? core : { function: 'startsFolded', arguments: [text, second] };
  }
  if (core.function === 'isSame' && isCallOf('foldAscii', first) && second.kind === 'literal') {
    const [text] = first.arguments;
    return text === undefined ? core : { function: 'isFoldOf', arguments: [text, second] };
  }
  if (core.function !== 'contains') return core;
  const list = foldedList(first);
  if (list === null) return core;
  const [text] = isCallOf('foldAscii', second) ? second.arguments : [];
  return text === undefined
    ? { function: 'containsFolded', arguments: [list, second] }
    : { function: 'containsFoldOf', arguments: [list, text] };
}

function shortenMembership(value: CoreCall, members: Core): Pick<CoreCall, 'function' | 'arguments'> | null {
  const [text] = value.arguments;
  if (text === undefined) return null;
  if (value.function === 'foldEmail') return { function: 'emailIn', arguments: [text, members] };
  if (value.function === 'foldAscii') return { function: 'asciiIn', arguments: [text, members] };
  if (value.function !== 'foldDomain' || !isCallOf('emailDomain', text)) return null;
  const [address] = text.arguments;
  return address === undefined ? null : { function: 'domainIn', arguments: [address, members] };
}

function isCallOf(name: string, core: Core): core is CoreCall {
  return core.kind === 'call' && core.function === name;
}

function isFoldedText(core: Core): boolean {
  return isCallOf('foldAscii', core) || (core.kind === 'literal' && typeof core.value === 'string');
}

/** The list of which this holds every member under `foldAscii`. */
function foldedList(core: Core): Core | null {
  if (core.kind !== 'each' || core.mode !== 'map' || core.value === null) return null;
  const { condition, value, variable, list } = core;
  if (condition.kind !== 'literal' || condition.value !== true || !isCallOf('foldAscii', value)) return null;
  const [member] = value.arguments;
  return member?.kind === 'local' && member.name === variable ? list : null;
}
