import { AppError } from '#kit/errors';
import { compileExpression, type Json } from '#kit/expression';
import type { OutboundResult } from '#kit/outbound';
import type { Prisma } from '#prisma/generated/client';
import { z } from 'zod';
import type { ActionEnd, ActionMeans, Occasion } from '../../actions/actionKinds.ts';
import { judgeAnswer } from '../../actions/http/judgeAnswer.ts';
import { maskRequest, maskResult } from '../../actions/http/maskExchange.ts';
import { openRequest } from '../../actions/http/openRequest.ts';
import { renderTemplate } from '../../actions/template.ts';
import { openCredential } from '../../credential/openCredential.ts';
import { scopeVariables, type Step } from '../../playbook/definition.ts';
import { judgeLook, verifyState } from './judgeLook.ts';

type VerifyStep = Extract<Step, { kind: 'verify' }>;
type Asked = Awaited<ReturnType<typeof openRequest>>;

/** Most that one look may take; a slow answer is one at which the check does not hold. */
const lookSeconds = 10;

/** What a check asks, secrets masked. Throws as openRequest does. */
export async function describeVerify(
  step: VerifyStep,
  occasion: Pick<Occasion, 'scope' | 'ref'>,
  means: ActionMeans,
): Promise<Prisma.InputJsonObject> {
  const { withinSeconds, everySeconds, holdSeconds, check } = step;
  const asked = await ask(step, occasion, means);
  const shown = check.by === 'promql' ? { query: renderTemplate(check.query, 'text', occasion.scope) } : {};
  return { by: check.by, ...shown, withinSeconds, everySeconds, holdSeconds, request: maskRequest(asked.request, asked.secrets) };
}

/** One look at a check: it ends when it has held for long enough or its time is over, and is looked at again otherwise. */
export async function lookVerify(step: VerifyStep, occasion: Occasion, means: ActionMeans): Promise<ActionEnd> {
  const asked = await ask(step, occasion, means);
  const result = await means.outbound.send({ ...asked.request, signal: occasion.signal });
  const look = holds(step, occasion, result);
  const decision = judgeLook(step, verifyState.parse(occasion.state), look.holds, means.clock.now());
  const { looks, heldSince } = decision.state;
  const output = { looks, heldSince, holds: look.holds, saw: look.saw, answer: maskResult(result, asked.secrets) } as Prisma.InputJsonObject;
  if (decision.go === 'again') return { status: 'WAITING', until: decision.at, state: decision.state };
  return decision.reason === 'held'
    ? { status: 'SUCCEEDED', outcome: 'succeeded', output }
    : { status: 'FAILED', outcome: 'not_held', error: `The check did not hold within ${step.withinSeconds} s.`, output };
}

async function ask({ check }: VerifyStep, { scope, ref }: Pick<Occasion, 'scope' | 'ref'>, means: ActionMeans): Promise<Asked> {
  const about = { ...ref, scope };
  if (check.by === 'http') return openRequest({ ...check, timeoutSeconds: lookSeconds }, about, means);
  const { url } = await means.database.inTenant(ref.tenantId, (db) => openCredential(db, means.secretKey, 'HTTP', check.credential));
  if (url === null) throw new AppError('NOT_FOUND', `The credential ${check.credential} has no address of a Prometheus.`);
  const query = renderTemplate(check.query, 'text', scope);
  // The query is text by now, whatever looks like a template in it.
  const address = `${url.replace(/\/+$/, '')}/api/v1/query?query=${encodeURIComponent(query)}`;
  return openRequest(
    { method: 'GET', url: `{% raw %}${address}{% endraw %}`, credential: check.credential, timeoutSeconds: lookSeconds },
    about,
    means,
  );
}

/** Whether it holds by one answer, and what was seen. An answer that cannot be understood is one at which it does not. */
function holds({ check }: VerifyStep, { scope }: Occasion, result: OutboundResult): { holds: boolean; saw: Json } {
  const { status } = judgeAnswer(result, check.by === 'http' ? check.expectStatus : undefined);
  if (result.kind === 'failed') return { holds: false, saw: result.reason };
  if (check.by === 'promql') return status === 'SUCCEEDED' ? holdsInPrometheus(result.body) : { holds: false, saw: result.status };
  if (check.holds === undefined) return { holds: status === 'SUCCEEDED', saw: result.status };
  const answer = { status: result.status, body: readBody(result.body) };
  try {
    return { holds: compileExpression(check.holds, [...scopeVariables, 'answer']).evaluate({ ...scope, answer }) === true, saw: result.status };
  } catch (error) {
    return { holds: false, saw: error instanceof Error ? error.message : String(error) };
  }
}

const sample = z.tuple([z.number(), z.string()]);
const prometheusAnswer = z.object({
  data: z.discriminatedUnion('resultType', [
    z.object({ resultType: z.literal('vector'), result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: sample })) }),
    z.object({ resultType: z.literal('scalar'), result: sample }),
  ]),
});

/** A query holds as an alert rule fires: there is something in its result. A number holds when it is not 0. */
function holdsInPrometheus(body: string): { holds: boolean; saw: Json } {
  const parsed = prometheusAnswer.safeParse(readBody(body));
  if (!parsed.success) return { holds: false, saw: 'not_an_answer_of_prometheus' };
  const { data } = parsed.data;
  if (data.resultType === 'scalar') return { holds: Number(data.result[1]) !== 0, saw: data.result[1] };
  return { holds: data.result.length > 0, saw: data.result.slice(0, 5).map(({ metric, value }) => ({ metric, value: value[1] })) };
}

function readBody(body: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return body;
  }
}
