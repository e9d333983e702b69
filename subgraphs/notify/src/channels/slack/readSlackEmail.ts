import { z } from 'zod';
import type { Sending } from '../channelKind.ts';

const answerShape = z.object({ ok: z.literal(true), user: z.object({ profile: z.object({ email: z.email() }) }) });

/** The mail address of a member of a workspace (users.info); null where Slack does not say, or the app may not ask (users:read.email). */
export async function readSlackEmail(
  { botToken, apiUrl }: { botToken: string; apiUrl: string },
  memberId: string,
  { outbound }: Sending,
): Promise<string | null> {
  const result = await outbound.send({
    method: 'GET',
    url: `${apiUrl}/users.info?user=${encodeURIComponent(memberId)}`,
    headers: { authorization: `Bearer ${botToken}` },
    // Slack waits three seconds for what comes of a click.
    timeoutMs: 1_500,
  });
  if (result.kind === 'failed') return null;
  const parsed = z.string().transform(parseJson).pipe(answerShape).safeParse(result.body);
  return parsed.success ? parsed.data.user.profile.email : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page: nothing that says who it is.
    return null;
  }
}
