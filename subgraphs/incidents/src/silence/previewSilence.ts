import { type Matcher, matchers as shape } from '#contracts/matcher';
import { AppError } from '#kit/errors';
import type { Alert } from '#prisma/generated/client';
import { z } from 'zod';
import type { IncidentsContext } from '../context.ts';
import { readQuietPolicy } from '../quiet/readQuietPolicy.ts';
import { judgeApproval } from './judgeApproval.ts';
import { measureMuted } from './measureMuted.ts';
import { requireNarrow } from './readSilenceDraft.ts';
import type { SilencePreview } from './silence.type.ts';

/** What a silence with these matchers would mute. BAD_USER_INPUT for matchers that no silence may have. */
export async function previewSilence({ db, loaders, platform }: IncidentsContext, matchers: readonly Matcher[]): Promise<SilencePreview> {
  const parsed = shape.min(1, 'A silence needs at least one matcher.').safeParse(matchers);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  requireNarrow(parsed.data);
  const muted = await measureMuted(db, parsed.data, platform.clock.now());
  const { isNeeded, reason, facts } = judgeApproval(muted, await readQuietPolicy(db));
  const examples = await loaders.alert.loadMany(muted.exampleIds);
  return {
    firing: muted.firing,
    lastWeek: muted.muted,
    lastWeekOf: muted.of,
    share: muted.of === 0 ? 0 : muted.muted / muted.of,
    isSampled: muted.isSampled,
    byName: muted.byName,
    examples: examples.filter((alert): alert is Alert => alert !== null && !(alert instanceof Error)),
    needsApproval: isNeeded,
    approval: { reason, facts },
  };
}
