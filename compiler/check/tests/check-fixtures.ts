import type { Data, Diagnostic, Finding, Source } from '../../../grammar/index.ts';
import type { World } from '../check.ts';
import { circularFixture, fixturesTooDeep } from '../messages/check-test-messages.ts';
import { checkLoginKeys } from './check-login-keys.ts';
import { valueIn } from './login-data.ts';
import { MOST_LIKES, resolveLogin } from './resolve-login.ts';

/** What is wrong with the fixtures of a project, in the files that they stand in; files without a mistake are left out. */
export function checkFixtures({
  fixtures,
  attributes,
}: Pick<World, 'fixtures' | 'attributes'>): readonly Finding[] {
  const found = new Map<Source, Diagnostic[]>();
  let isDeepTold = false;
  for (const [name, { fixture, source }] of fixtures) {
    const diagnostics = found.get(source) ?? [];
    found.set(source, diagnostics);
    const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
    checkLoginKeys(fixture.login, attributes, report);
    const like = valueIn(fixture.login, 'like');
    const way = like === null ? null : wayFrom(name, fixtures);
    if (like === null || way === null) resolveLogin(fixture.login, { fixtures, report });
    else if (way.kind === 'circle') {
      // The name that is first in the alphabet tells it.
      if (way.names.every((other) => other >= name))
        report(circularFixture({ names: way.names, span: like.span }));
    } else if (!isDeepTold) {
      isDeepTold = true;
      report(fixturesTooDeep({ span: like.span, limit: MOST_LIKES }));
    }
  }
  return Array.from(found, ([source, diagnostics]) => ({
    source,
    diagnostics: diagnostics.toSorted((a, b) => a.span.start - b.span.start),
  })).filter(({ diagnostics }) => diagnostics.length > 0);
}

type Way = { readonly kind: 'circle'; readonly names: readonly string[] } | { readonly kind: 'deep' };

/** Where a fixture leads that is like others: back to itself, or too far; null: to one that is like no other. */
function wayFrom(name: string, fixtures: World['fixtures']): Way | null {
  const names: string[] = [];
  for (let at: string | null = name; at !== null && !names.includes(at); ) {
    if (names.length > MOST_LIKES) return { kind: 'deep' };
    names.push(at);
    const login: Data | undefined = fixtures.get(at)?.fixture.login;
    const like: Data | null = login === undefined ? null : valueIn(login, 'like');
    at = like?.kind === 'text' ? like.text : null;
    if (at === name) return { kind: 'circle', names };
  }
  return null;
}
