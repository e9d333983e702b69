import type { ApprovalFragment } from '../../api/generated/graphql';
import { connection, type Paging } from './connection';
import { ada } from './samples';

/** What runs ask people for, as far as the pages ask. */
export function createApprovals(allow: (permission: string) => void, coded: (code: string, message: string) => Error) {
  const own = { approvals: [] as ApprovalFragment[], answered: [] as object[] };
  const find = (id: string) => own.approvals.find((approval) => approval.id === id);
  return {
    own,
    root: {
      approvals: ({
        filter,
        ...paging
      }: Paging & { filter?: { mine?: boolean | null; states?: string[] | null } | null }) =>
        connection(
          own.approvals.filter(
            ({ state, whyNot }) =>
              (filter?.mine ? state === 'WAITING' && whyNot == null : true) && (filter?.states?.includes(state) ?? true)
          ),
          paging
        ),
      approval: ({ id }: { id: string }) => find(id) ?? null,
      answerApproval: (given: { id: string; approves: boolean; note?: string | null; values?: unknown }) => {
        allow('approvals:answer');
        const approval = find(given.id);
        if (!approval) {
          throw coded('NOT_FOUND', `There is no approval ${given.id}.`);
        }
        own.answered.push(given);
        const at = new Date().toISOString();
        const answer = {
          person: ada,
          approves: given.approves,
          note: given.note ?? '',
          values: null,
          via: 'GRAFANA',
          at,
        };
        Object.assign(approval, {
          state: given.approves ? 'APPROVED' : 'REJECTED',
          endedAt: at,
          whyNot: 'over',
          answers: [answer],
        });
        return { approval, outcome: 'taken' };
      },
    },
  };
}

export function approvalOf(given: Partial<ApprovalFragment>): ApprovalFragment {
  const at = '2026-11-27T10:00:00.000Z';
  return {
    ...{ id: 'approval-1', kind: 'STEP', state: 'WAITING', playbookName: 'Clean the disk', causeLabel: 'Night disks' },
    ...{ message: 'May I delete 4 GB?', needed: 1, teams: [], schema: null, would: null, createdAt: at, expiresAt: at },
    ...{
      endedAt: null,
      whyNot: null,
      run: { id: 'run-1', status: 'WAITING_FOR_APPROVAL' },
      incident: null,
      requester: null,
      answers: [],
    },
    ...given,
  };
}
