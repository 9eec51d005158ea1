import { type AnyNode, type CallExpression, type Identifier, type MemberExpression, parse } from 'acorn';
import type { Decider, FieldFacts } from '../../stdlib/index.ts';
import { createReads, type NameReader, type Reads } from './emit-read.ts';

/**
 * The code of a decider with functions that are given `user` and `context` in place of the fields, `f`, and read there what
 * they need when they need it. What they tell they hand to `tells`, a list of functions, by the number of the effect. null: a field has a name that is not safe to be read so. Throws for text that is no code.
 */
export function directCode({ code, fields }: Pick<Decider, 'code' | 'fields'>): DirectCode | null {
  const readers = new Map<string, string>();
  const nameReader: NameReader = (way) => {
    const key = JSON.stringify(way);
    const name = readers.get(key) ?? `recordAt$${readers.size}`;
    readers.set(key, name);
    return name;
  };
  const editing: Editing = { fields, nameReader, edits: [] };
  const isReadable = visitNode(parse(code, { ecmaVersion: 2024, sourceType: 'script' }), null, editing);
  if (!isReadable) return null;
  return { text: applyEdits(code, editing.edits), readers: [...readers.values()] };
}

export interface DirectCode {
  readonly text: string;
  /** By these names it calls `recordAt`: one for each record, so that engines learn what each of them is made of. */
  readonly readers: readonly string[];
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Editing {
  readonly fields: readonly FieldFacts[];
  readonly nameReader: NameReader;
  readonly edits: Edit[];
}

/** False where a field cannot be read. `reads` are those of the function around that is given fields. */
function visitNode(node: AnyNode, reads: Reads | null, editing: Editing): boolean {
  switch (node.type) {
    case 'FunctionExpression':
    case 'FunctionDeclaration': {
      const [first] = node.params;
      if (first?.type !== 'Identifier' || first.name !== 'f') break;
      const own = createReads(editing.fields, editing.nameReader);
      editing.edits.push({ ...rangeOf(first), text: 'user, context' });
      if (!visitNode(node.body, own, editing)) return false;
      const start = node.body.start + 1;
      editing.edits.push({ start, end: start, text: own.declarations() });
      return true;
    }
    case 'VariableDeclaration':
      // Where fields stand is told to whoever is given fields.
      if (reads === null && isPlace(node.declarations[0]?.init)) {
        editing.edits.push({ ...rangeOf(node), text: '' });
        return true;
      }
      break;
    case 'CallExpression': {
      const [first, value] = node.arguments;
      const address = addressOf(node, editing.fields);
      if (reads !== null && address !== null && first !== undefined) {
        const text = reads.read(address, 'text');
        if (text === null) return false;
        editing.edits.push({ ...rangeOf(first), text });
        return node.arguments.slice(1).every((other) => visitNode(other, reads, editing));
      }
      if (!isTelling(node) || first === undefined) break;
      editing.edits.push({ start: node.start, end: first.start, text: 'tells[' });
      editing.edits.push({ start: first.end, end: first.end, text: '](told' });
      return value === undefined || visitNode(value, reads, editing);
    }
    case 'MemberExpression': {
      const place = reads === null ? null : placeOf(node);
      if (place === null || reads === null) break;
      const text = place.kind === 'at' ? reads.read(place.index) : reads.keep(place.index);
      if (text === null) return false;
      editing.edits.push({ ...rangeOf(node), text });
      return true;
    }
    case 'Identifier':
      if (reads !== null && node.name === 'f')
        editing.edits.push({ ...rangeOf(node), text: 'user, context' });
      return true;
  }
  return childrenOf(node).every((child) => visitNode(child, reads, editing));
}

/** The field of `inNetwork(f[at$3], …)`, which finds out by itself whether it is an address; null: it is another call. */
function addressOf(
  { callee, arguments: [first] }: CallExpression,
  fields: readonly FieldFacts[],
): number | null {
  const place = isNamed(callee, 'inNetwork') && first?.type === 'MemberExpression' ? placeOf(first) : null;
  return place?.kind === 'at' && fields[place.index]?.shape === 'ipOf' ? place.index : null;
}

/** `told.push(base + 3)` and `told.push(base + 3, value)`. */
function isTelling({ callee }: CallExpression): boolean {
  return callee.type === 'MemberExpression' && isNamed(callee.object, 'told');
}

/** `f[at$3]` and `f[once$0]`. */
function placeOf({
  object,
  property,
  computed,
}: MemberExpression): { kind: 'at' | 'once'; index: number } | null {
  if (!computed || !isNamed(object, 'f') || property.type !== 'Identifier') return null;
  const [, kind, index] = /^(at|once)\$(\d+)$/.exec(property.name) ?? [];
  return kind === 'at' || kind === 'once' ? { kind, index: Number(index) } : null;
}

/** `at[3]` */
function isPlace(node: AnyNode | null | undefined): boolean {
  return node?.type === 'MemberExpression' && node.computed && isNamed(node.object, 'at');
}

function isNamed(node: AnyNode, name: string): node is Identifier {
  return node.type === 'Identifier' && node.name === name;
}

function childrenOf(node: AnyNode): readonly AnyNode[] {
  return Object.values(node).flat().filter(isNode);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function rangeOf({ start, end }: AnyNode): Pick<Edit, 'start' | 'end'> {
  return { start, end };
}

function applyEdits(code: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start)) {
    parts.push(code.slice(at, start), text);
    at = end;
  }
  return parts.join('') + code.slice(at);
}
