import { createCircuitBreaker } from './circuitBreaker.ts';

describe('createCircuitBreaker', () => {
  it('opens after failures in a row, lets one request probe, and closes when that succeeds', () => {
    let now = 0;
    const breaker = createCircuitBreaker({ now: () => new Date(now) }, { threshold: 2, restMs: 100 });

    breaker.failed();
    breaker.succeeded();
    breaker.failed();
    expect(breaker.pass()).toBe('closed');
    breaker.failed();
    expect(breaker.pass()).toBe('open');

    now = 100;
    expect([breaker.pass(), breaker.pass()]).toEqual(['probing', 'open']);
    breaker.failed();
    expect(breaker.pass()).toBe('open');

    now = 200;
    expect(breaker.pass()).toBe('probing');
    breaker.succeeded();
    expect([breaker.pass(), breaker.pass()]).toEqual(['closed', 'closed']);
  });
});
