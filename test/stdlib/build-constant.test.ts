import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type BuiltConstant, buildConstant } from '../../stdlib/build-constant.ts';
import { library } from '../../stdlib/library.ts';
import { compilePattern } from '../../stdlib/pattern.ts';
import type { Constant } from '../../stdlib/rule.ts';

const built = (constant: Constant): BuiltConstant => buildConstant(constant, compilePattern);
const ask = (name: string, value: unknown, constant: Constant): unknown =>
  library.get(name)?.(value, built(constant));

describe('buildConstant', () => {
  it('makes lists ready', () => {
    const staff: Constant = { kind: 'set', name: 'staff', items: ['ada', 'constructor'] };
    assert.equal(ask('memberOf', 'ada', staff), true);
    assert.equal(ask('memberOf', 'toString', staff), false);
  });
  it('makes tables ready', () => {
    const roles: Constant = {
      kind: 'table',
      name: 'roles',
      rows: [
        ['hr', ['read']],
        ['it', 'admin'],
      ],
    };
    assert.deepEqual(ask('lookupOne', 'hr', roles), ['read']);
    assert.deepEqual(ask('lookupMany', ['it', 'hr'], roles), ['admin', 'read']);
  });
  it('makes networks ready', () => {
    const office: Constant = { kind: 'network', name: 'office', ranges: ['203.0.113.0/24'] };
    assert.equal(ask('inNetwork', '203.0.113.7', office), true);
    assert.equal(ask('inNetwork', '203.0.114.7', office), false);
  });
  it('makes schedules ready', () => {
    const schedule = { days: [7], from: 8 * 3600, to: 19 * 3600, timezone: 'Europe/Berlin', except: [] };
    const sundays: Constant = { kind: 'schedule', name: 'sundays', schedule };
    assert.equal(ask('duringSchedule', Date.parse('2026-11-22T07:00:00Z'), sundays), true);
    assert.equal(ask('duringSchedule', Date.parse('2026-11-22T18:00:00Z'), sundays), false);
  });
  it('makes patterns ready', () => {
    const team: Constant = { kind: 'pattern', name: 'team', source: '^team-', flags: 'i' };
    assert.equal(ask('matchesPattern', 'Team-1', team), true);
  });
});
