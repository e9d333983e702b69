import { type Matcher, matchers } from '#contracts/matcher';
import type { IncidentsDb } from '../context.ts';
import type { ApprovalLimits } from '../silence/judgeApproval.ts';

/** What a tenant wants of quiet. */
export type QuietPolicy = ApprovalLimits & {
  /** How many steps below a resource that is down alerts are quiet; 0 for never. */
  parentDownHops: number;
  /** Which alerts say that their resource is down. */
  parentDownMatchers: Matcher[];
  /** How long before its end a silence says so; 0 for never. Silences of less than four times this nobody has forgotten. */
  endingLeadMinutes: number;
};

/** Of a tenant that has not said otherwise: what mutes more than half of everything needs a second pair of eyes. */
export const usualPolicy: QuietPolicy = {
  approvalShare: 0.5,
  approvalCount: null,
  parentDownHops: 3,
  parentDownMatchers: [{ name: 'alertname', op: '=~', value: '.*(Down|Unreachable|NotReady|Offline).*' }],
  endingLeadMinutes: 15,
};

export async function readQuietPolicy(db: Pick<IncidentsDb, 'quietPolicy'>): Promise<QuietPolicy> {
  const row = await db.quietPolicy.findFirst();
  if (!row) return usualPolicy;
  const { approvalShare, approvalCount, parentDownHops, parentDownMatchers, endingLeadMinutes } = row;
  return { approvalShare, approvalCount, parentDownHops, endingLeadMinutes, parentDownMatchers: matchers.parse(parentDownMatchers) };
}
