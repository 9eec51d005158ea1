import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  continentOf,
  countryAlpha2,
  countryAlpha3,
  countryBuiltins,
  countryLine,
  isCountry,
} from '../../stdlib/countries.ts';
import { countryTable } from '../../stdlib/country-table.ts';
import { describeTotality } from './describe-totality.ts';

describeTotality(countryBuiltins.map(({ run }) => run));

describe('the table of countries', () => {
  const names = (line: string): string[] => [
    line.slice(0, 2),
    line.slice(3, 6),
    ...line.slice(10).split('|'),
  ];

  it('has the 249 entries of ISO 3166-1, in order, each in the agreed form', () => {
    assert.equal(countryTable().length, 249);
    assert.deepEqual(countryTable(), countryTable().toSorted());
    for (const line of countryTable())
      assert.match(line, /^[A-Z]{2} [A-Z]{3} (AF|AN|AS|EU|NA|OC|SA) [^|]+(\|[^|]+)*$/);
  });
  it('has no code or name twice', () => {
    for (const line of countryTable()) {
      for (const name of names(line)) assert.equal(countryLine(name), line, name);
    }
  });
  it('knows every country by the name that Unicode gives it', () => {
    const unicode = new Intl.DisplayNames('en', { type: 'region' });
    for (const line of countryTable()) {
      assert.equal(countryAlpha2(unicode.of(line.slice(0, 2))), line.slice(0, 2));
    }
  });
});

describe('countries', () => {
  it('are found in any case, with or without `the`, marks and spaces', () => {
    for (const name of ['us', 'USA', 'united states', 'The United States of America', 'United  States.']) {
      assert.equal(countryAlpha2(name), 'US', name);
    }
    assert.equal(countryAlpha2('St. Kitts & Nevis'), 'KN');
    assert.equal(countryAlpha2("Cote d'Ivoire"), 'CI');
    assert.equal(countryAlpha2('Bolivia (Plurinational State of)'), 'BO');
  });
  it('that sound alike stay apart', () => {
    assert.deepEqual(['Niger', 'Nigeria'].map(countryAlpha2), ['NE', 'NG']);
    assert.deepEqual(['Congo', 'DR Congo'].map(countryAlpha2), ['CG', 'CD']);
    assert.deepEqual(['Guinea', 'Guinea-Bissau', 'Equatorial Guinea'].map(countryAlpha3), [
      'GIN',
      'GNB',
      'GNQ',
    ]);
    assert.deepEqual(['NA', 'Georgia', 'Samoa'].map(continentOf), ['AF', 'AS', 'OC']);
  });
  it('are not what only looks like one', () => {
    // The first is U+212A, the Kelvin sign, which Unicode lowers to a `k`.
    for (const text of ['\u212aZ', 'D', 'EU', 'XX', '', 'constructor', '  ', 'Germany Germany']) {
      assert.equal(isCountry(text), false, text);
    }
  });
});

describe('laws of countries', () => {
  it('law: every form of a country leads to the same codes and continent', () => {
    fc.assert(
      fc.property(fc.constantFrom(...countryTable()), fc.nat(5), (line, pick) => {
        const forms = [line.slice(0, 2), line.slice(3, 6), ...line.slice(10).split('|')];
        const form = forms[pick % forms.length];
        assert.equal(countryAlpha3(countryAlpha2(form)), line.slice(3, 6));
        assert.equal(countryAlpha2(countryAlpha3(form)), line.slice(0, 2));
        assert.equal(continentOf(form), line.slice(7, 9));
        assert.equal(isCountry(form), true);
      }),
    );
  });
});
