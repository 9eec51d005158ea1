import type { Ask, LastingEffect, Piece, RequestDraft, RuleContext, RunState } from '../../stdlib/index.ts';
import { type Decision, type Lasting, secretMark } from '../reference/index.ts';

/** What a run wants to know and to have done outside, in the words of the reference interpreter. */
export function observeOutside(
  context: RuleContext,
  state: RunState,
): Pick<Decision, 'lasting' | 'redirect' | 'primaryUser' | 'wants'> {
  const { visit } = state;
  const primaryUser: unknown = Reflect.get(context, 'primaryUser');
  const wants = Object.entries(state.lookUps).flatMap(([key, lookUp]) =>
    lookUp.state === 'wanted' ? [[key.slice(key.indexOf('/') + 1), questionOf(lookUp.ask)] as const] : [],
  );
  return {
    lasting: state.lasting.map(lastingOf),
    redirect:
      visit === undefined
        ? null
        : { rule: visit.rule, url: visit.url, data: visit.data, signWith: visit.signWith },
    primaryUser: typeof primaryUser === 'string' ? primaryUser : null,
    wants: Object.fromEntries(wants),
  };
}

/** The text of a request, and its JSON as what it says. */
export function requestOf({ method, url, headers, body }: RequestDraft): unknown {
  const text = body === null ? '' : textOf(body.pieces);
  return {
    method,
    url: textOf(url),
    headers: headers.map(([name, value]) => [name, textOf(value)]),
    body: body === null ? null : { type: body.type, value: body.type === 'json' ? JSON.parse(text) : text },
  };
}

function questionOf(ask: Ask | null): unknown {
  if (ask === null) return null;
  return ask.kind === 'http' ? requestOf(ask.request) : ask.count;
}

function lastingOf(effect: LastingEffect): Lasting {
  const { kind, rule, alsoOnDeny } = effect;
  switch (effect.kind) {
    case 'metadata': {
      const { field, name, value } = effect;
      return { kind, rule, alsoOnDeny, does: { field, name, value } };
    }
    case 'count':
      return { kind, rule, alsoOnDeny, does: { counter: effect.counter, count: effect.count } };
    case 'call': {
      const { timeout, retry, ifItFails } = effect;
      const request = effect.request === null ? null : requestOf(effect.request);
      return { kind, rule, alsoOnDeny, does: { request, timeout, retry, ifItFails } };
    }
    case 'notify':
      return {
        kind,
        rule,
        alsoOnDeny,
        does: { request: effect.request === null ? null : requestOf(effect.request) },
      };
  }
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : secretMark(piece.secret))).join('');
}
