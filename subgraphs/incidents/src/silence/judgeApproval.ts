import type { Decision } from '#contracts/words';

/** What silences of the last week's alerts a tenant lets one person decide alone; null for no such limit. */
export type ApprovalLimits = { approvalShare: number | null; approvalCount: number | null };

/** How much a silence mutes: alerts of the last week, of how many. */
export type Breadth = { muted: number; of: number };

/** Below this many alerts a share says nothing: in a young tenant every silence is a large one. */
export const fewAlerts = 20;

type Reason = 'within_limits' | 'share_too_large' | 'too_many_alerts';

/** Whether a silence takes another person's approval, because it is broader than the tenant's limits. */
export function judgeApproval({ muted, of }: Breadth, { approvalShare, approvalCount }: ApprovalLimits): Decision<Reason> & { isNeeded: boolean } {
  const facts = { muted, of, approvalShare, approvalCount };
  if (approvalCount !== null && muted > approvalCount) return { reason: 'too_many_alerts', isNeeded: true, facts };
  if (approvalShare !== null && of >= fewAlerts && muted > approvalShare * of) return { reason: 'share_too_large', isNeeded: true, facts };
  return { reason: 'within_limits', isNeeded: false, facts };
}
