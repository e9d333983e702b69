import { type CannedAnswer, type FakeGrafana, startGrafana } from '../testing/startGrafana';
import { ask } from './ask';
import { ApiError } from './errors';
import { IncidentHeadDocument, TypedDocumentString, ViewerDocument } from './generated/graphql';
import trustedDocuments from './trusted-documents.json';

const GRAPHQL = 'POST /api/plugin-proxy/sre-platform-app/graphql';
let grafana: FakeGrafana;

async function answering(answer: CannedAnswer): Promise<FakeGrafana> {
  const made = await startGrafana();
  made.answers.set(GRAPHQL, answer);
  grafana = made;
  return made;
}

afterEach(() => grafana.close());

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error
  );

describe('ask', () => {
  it('sends the name of a registered document and never its text', async () => {
    const { received } = await answering({ status: 200, body: { data: { viewer: { permissions: [] } } } });
    await ask(ViewerDocument, {});
    const body = received[0]?.body as { documentId: string };
    expect(body).toEqual({
      documentId: expect.stringMatching(/^[0-9a-f]{64}$/),
      operationName: 'Viewer',
      variables: {},
    });
    expect(Object.keys(trustedDocuments)).toContain(body.documentId);
  });

  it('keeps what came and warns of what did not', async () => {
    await answering({
      status: 200,
      body: {
        data: { incident: { id: 'i', acknowledgedBy: null } },
        errors: [{ message: 'identity is away', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }],
      },
    });
    const { data, warnings } = await ask(IncidentHeadDocument, { id: 'i' });
    expect(data.incident?.id).toBe('i');
    expect(warnings.map(({ code }) => code)).toEqual(['SUBGRAPH_UNAVAILABLE']);
  });

  it('gives null for what is not there', async () => {
    await answering({ status: 200, body: { data: { incident: null } } });
    await expect(ask(IncidentHeadDocument, { id: 'i' })).resolves.toMatchObject({ data: { incident: null } });
  });

  it.each<[string, CannedAnswer, string]>([
    [
      'an error that leaves nothing',
      { status: 200, body: { data: { incident: null }, errors: [{ message: 'm', extensions: { code: 'TIMEOUT' } }] } },
      'TIMEOUT',
    ],
    [
      'a coded error under an HTTP status',
      { status: 401, body: { errors: [{ message: 'm', extensions: { code: 'CONNECTION_UNKNOWN' } }] } },
      'CONNECTION_UNKNOWN',
    ],
    ['a coded body of the gateway', { status: 503, body: { code: 'UNAVAILABLE', message: 'starting' } }, 'UNAVAILABLE'],
    ['Grafana’s proxy that reaches nobody', { status: 502, body: '' }, 'GATEWAY_UNREACHABLE'],
    ['Grafana’s own refusal', { status: 403, body: { message: 'plugin proxy route access denied' } }, 'ACCESS_DENIED'],
    ['a page of another server', { status: 200, body: '<html>' }, 'NOT_THE_GATEWAY'],
    ['an error without a code', { status: 200, body: { data: null, errors: [{ message: 'm' }] } }, 'INTERNAL'],
  ])('names %s', async (_case, answer, code) => {
    await answering(answer);
    const failure = await failureOf(ask(IncidentHeadDocument, { id: 'i' }));
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject({ code });
  });

  it('tells Grafana’s own absence', async () => {
    const made = await answering({ status: 200 });
    await made.close();
    expect(await failureOf(ask(ViewerDocument, {}))).toMatchObject({ code: 'BROWSER_OFFLINE' });
    grafana = await startGrafana();
  });

  it('refuses a document that was made by hand', async () => {
    await answering({ status: 200 });
    const made = new TypedDocumentString<unknown, Record<string, never>>('query Mine { viewer { permissions } }');
    expect(await failureOf(ask(made, {}))).toMatchObject({ message: expect.stringContaining('without identity') });
  });
});
