import { t } from '@grafana/i18n';
import type { BulkActionFieldsFragment, BulkVerb } from '../api/generated/graphql';

/** What a bulk action does, or did. */
export function bulkTitle({ verb, state }: Pick<BulkActionFieldsFragment, 'verb' | 'state'>): string {
  if (state === 'CANCELLED') {
    return t('bulk.stopped', 'Stopped');
  }
  return state === 'DONE' ? doneText(verb) : runningText(verb);
}

function runningText(verb: BulkVerb): string {
  switch (verb) {
    case 'ACKNOWLEDGE':
      return t('bulk.running.acknowledge', 'Acknowledging');
    case 'UNACKNOWLEDGE':
      return t('bulk.running.unacknowledge', 'Taking acknowledgements back');
    case 'SNOOZE':
      return t('bulk.running.snooze', 'Snoozing');
    case 'WAKE':
      return t('bulk.running.wake', 'Waking');
    case 'RESOLVE':
      return t('bulk.running.resolve', 'Resolving');
    case 'SET_SEVERITY':
      return t('bulk.running.severity', 'Setting the severity');
    case 'SET_PRIORITY':
      return t('bulk.running.priority', 'Setting the priority');
    case 'ASSIGN':
      return t('bulk.running.assign', 'Assigning');
    case 'SET_OWNER':
      return t('bulk.running.owner', 'Setting the owner team');
    default:
      return verb satisfies never;
  }
}

function doneText(verb: BulkVerb): string {
  switch (verb) {
    case 'ACKNOWLEDGE':
      return t('bulk.done.acknowledge', 'Acknowledged');
    case 'UNACKNOWLEDGE':
      return t('bulk.done.unacknowledge', 'Acknowledgements taken back');
    case 'SNOOZE':
      return t('bulk.done.snooze', 'Snoozed');
    case 'WAKE':
      return t('bulk.done.wake', 'Woken');
    case 'RESOLVE':
      return t('bulk.done.resolve', 'Resolved');
    case 'SET_SEVERITY':
      return t('bulk.done.severity', 'Severity set');
    case 'SET_PRIORITY':
      return t('bulk.done.priority', 'Priority set');
    case 'ASSIGN':
      return t('bulk.done.assign', 'Assigned');
    case 'SET_OWNER':
      return t('bulk.done.owner', 'Owner team set');
    default:
      return verb satisfies never;
  }
}

/** Why an incident was left out, where the platform's word for it is known; else its own sentence. */
export function refusalText(reason: string): string {
  const word = /: (\w+)\.?$/.exec(reason)?.[1];
  switch (word) {
    case 'already_acknowledged':
      return t('bulk.refusal.acknowledged', 'acknowledged already');
    case 'already_resolved':
      return t('bulk.refusal.resolved', 'resolved already');
    case 'already_merged':
      return t('bulk.refusal.merged', 'merged into another');
    case 'not_acknowledged':
      return t('bulk.refusal.notAcknowledged', 'not acknowledged any more');
    case 'already_so':
      return t('bulk.refusal.same', 'had that value already');
    case 'changed_since':
      return t('bulk.refusal.changed', 'somebody changed it since');
    case 'not_snoozed':
      return t('bulk.refusal.notSnoozed', 'not asleep any more');
    default:
      return reason;
  }
}
