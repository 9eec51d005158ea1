import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findAnswer } from '../../../verify/trial/find-answer.ts';
import { dataOf } from '../tests/data-of.ts';

/** What is answered to a request, in the form of one line; `answers` is a record in one line of YAML. */
function answer(answers: string, url: string, method = 'GET'): string {
  const data = dataOf(answers);
  assert.ok(data.kind === 'record');
  const found = findAnswer(data.fields, { method, url, headers: [], body: null });
  if (found === null) return 'nothing';
  const headers = found.headers.map(([name, value]) => ` ${name}=${value}`).join('');
  return `${found.status} ${found.statusText}${headers} | ${String(found.body)}`;
}

/** Whether an address under `answers` fits a request. */
function fits(address: string, url: string, method = 'GET'): boolean {
  return answer(`{ ${JSON.stringify(address)}: { status: 204 } }`, url, method) !== 'nothing';
}

const ADA = 'https://crm.example.com/ada';

describe('an address under answers', () => {
  it('fits every query when it has none itself', () => {
    assert.ok(fits(ADA, ADA));
    assert.ok(fits(ADA, `${ADA}?fields=plan`));
    assert.ok(!fits(ADA, `${ADA}/plan`));
    assert.ok(!fits(ADA, 'https://crm.example.com/ad'));
    assert.ok(!fits(ADA, 'http://crm.example.com/ada'));
  });

  it('fits only its own query when it has one', () => {
    assert.ok(fits(`${ADA}?a=1`, `${ADA}?a=1`));
    assert.ok(!fits(`${ADA}?a=1`, `${ADA}?a=2`));
    assert.ok(!fits(`${ADA}?a=1`, ADA));
  });

  it('fits what begins like it when it ends in a star', () => {
    assert.ok(fits('https://crm.example.com/people/*', 'https://crm.example.com/people/ada?x=1'));
    assert.ok(!fits('https://crm.example.com/people/*', ADA));
    assert.ok(fits(`${ADA}?a=*`, `${ADA}?a=2`));
    assert.ok(fits('https://crm.*', ADA));
    assert.ok(fits('https://CRM.example.com*', ADA));
    assert.ok(fits('*', ADA));
  });

  it('fits one method when one stands before it, in large or small letters', () => {
    assert.ok(fits(`POST ${ADA}`, ADA, 'POST'));
    assert.ok(fits(`post  ${ADA}`, ADA, 'POST'));
    assert.ok(!fits(`POST ${ADA}`, ADA, 'GET'));
    assert.ok(fits(ADA, ADA, 'DELETE'));
  });

  it('is spelled as people spell it', () => {
    assert.ok(fits('HTTPS://CRM.Example.com', 'https://crm.example.com/'));
    assert.ok(fits('https://crm.example.com:443/ada#top', ADA));
    assert.ok(!fits('crm.example.com/ada', ADA));
    assert.ok(!fits('', ADA));
  });

  it('wins over those after it', () => {
    assert.match(answer(`{ "${ADA}": first, "*": second }`, ADA), /first$/);
    assert.match(answer(`{ "*": second, "${ADA}": first }`, ADA), /second$/);
  });
});

describe('what is answered', () => {
  const of = (value: string) => answer(`{ "*": ${value} }`, ADA);

  it('is a text as it is written', () => {
    assert.equal(of('gold'), '200 OK content-type=text/plain; charset=utf-8 | gold');
    assert.equal(of('007'), '200 OK content-type=text/plain; charset=utf-8 | 007');
  });

  it('is JSON of a record or a list, with numbers and yes or no unless they are in quotes', () => {
    assert.equal(
      of('{ plan: gold, seats: 3, id: "7", active: yes }'),
      '200 OK content-type=application/json | {"plan":"gold","seats":3,"id":"7","active":true}',
    );
    assert.equal(of('[a, 1]'), '200 OK content-type=application/json | ["a",1]');
    assert.equal(of('{}'), '200 OK content-type=application/json | {}');
  });

  it('is a whole answer when it has a status or a body and nothing else', () => {
    assert.equal(of('{ status: 503 }'), '503 Service Unavailable | ');
    assert.equal(
      of('{ status: 404, headers: { x-a: b, set-cookie: [c, d] }, body: { error: none } }'),
      '404 Not Found x-a=b set-cookie=c set-cookie=d content-type=application/json | {"error":"none"}',
    );
    assert.equal(
      of('{ body: <p/>, headers: { Content-Type: text/html } }'),
      '200 OK Content-Type=text/html | <p/>',
    );
  });

  it('is a body when it only looks like a whole answer', () => {
    assert.match(of('{ status: active }'), /\{"status":"active"\}$/);
    assert.match(of('{ status: 200, plan: gold }'), /\{"status":200,"plan":"gold"\}$/);
    assert.match(of('{ status: 99 }'), /\{"status":99\}$/);
    assert.match(of('{ headers: { a: b } }'), /\{"headers":\{"a":"b"\}\}$/);
  });
});
