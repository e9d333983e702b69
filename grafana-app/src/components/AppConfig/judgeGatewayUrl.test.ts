import { judgeGatewayUrl } from './judgeGatewayUrl';

describe('judgeGatewayUrl', () => {
  it.each([
    ['http://gateway:4000', 'http://gateway:4000'],
    ['  https://sre.example.org/  ', 'https://sre.example.org'],
    ['https://example.org/sre/', 'https://example.org/sre'],
    ['http://[::1]:4000', 'http://[::1]:4000'],
  ])('accepts %j and stores it without a trailing slash', (typed, url) => {
    expect(judgeGatewayUrl(typed)).toEqual({ verdict: 'accepted', url });
  });

  it.each([
    ['   ', 'empty'],
    ['gateway', 'malformed'],
    ['http://', 'malformed'],
    ['ftp://gateway', 'notHttp'],
    ['gateway:4000', 'notHttp'],
    ['http://me:secret@gateway', 'hasCredentials'],
    ['http://gateway/?a=1', 'hasQuery'],
    ['http://gateway/#top', 'hasQuery'],
    ['http://gateway/graphql', 'isEndpoint'],
    ['http://gateway/graphql/stream/', 'isEndpoint'],
  ])('refuses %j as %s', (typed, verdict) => {
    expect(judgeGatewayUrl(typed)).toEqual({ verdict });
  });
});
