import { t } from '@grafana/i18n';
import type { BadgeColor, IconName } from '@grafana/ui';
import type { ApprovalState } from '../api/generated/graphql';
import { readable } from './outcomes';

export function approvalLook(state: ApprovalState): { text: string; icon: IconName; color: BadgeColor } {
  switch (state) {
    case 'WAITING':
      return { text: t('approval.state.waiting', 'Waiting'), icon: 'hourglass', color: 'purple' };
    case 'APPROVED':
      return { text: t('approval.state.approved', 'Approved'), icon: 'check', color: 'green' };
    case 'REJECTED':
      return { text: t('approval.state.rejected', 'Rejected'), icon: 'times', color: 'red' };
    case 'EXPIRED':
      return { text: t('approval.state.expired', 'Expired'), icon: 'clock-nine', color: 'orange' };
    case 'CLOSED':
      return { text: t('approval.state.closed', 'Not asked any more'), icon: 'minus-circle', color: 'blue' };
    default:
      return state satisfies never;
  }
}

/** Why an answer is not taken, or cannot be given. */
export function whyNotWords(reason: string): string {
  return (reasons[reason] ?? (() => readable(reason)))();
}

const reasons: Record<string, () => string> = {
  over: () => t('approval.whyNot.over', 'It has been decided'),
  expired: () => t('approval.whyNot.expired', 'The time to answer is over'),
  not_allowed: () => t('approval.whyNot.notAllowed', 'You need the permission approvals:answer'),
  own_request: () => t('approval.whyNot.ownRequest', 'You asked for this run yourself: somebody else has to agree'),
  not_in_team: () => t('approval.whyNot.notInTeam', 'It is for people of other teams to answer'),
  answered_before: () => t('approval.whyNot.answeredBefore', 'You have answered; others are still asked'),
  no_person: () => t('approval.whyNot.noPerson', 'Only a person can answer'),
};
