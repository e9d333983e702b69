import type { IncidentHeadFragment } from '../../api/generated/graphql';
import type { DialogName } from './actions/Dialogs';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import type { IncidentVerbs } from './useIncidentVerbs';
import { useShortcuts } from './useShortcuts';

interface Actions {
  verbs: IncidentVerbs;
  open(dialog: DialogName): void;
  writeNote(): void;
}

/** The keys of the page, as far as they mean something where the incident stands and the viewer may do it. */
export function useIncidentKeys(incident: IncidentHeadFragment | undefined, { verbs, open, writeNote }: Actions): void {
  const reasonAgainst = useReasonAgainst();
  const isOpen = incident?.status === 'TRIGGERED' || incident?.status === 'ACKNOWLEDGED';
  const asleep = incident?.snoozedUntil != null;
  const may = (permission: Parameters<typeof reasonAgainst>[0]) => reasonAgainst(permission) === undefined;
  const keys: Array<[key: string, able: boolean, run: () => void]> = [
    [
      'a',
      (incident?.status === 'TRIGGERED' || asleep) && may('incidents:acknowledge') && !verbs.acknowledge.isPending,
      () => verbs.acknowledge.mutate(undefined),
    ],
    ['r', isOpen && may('incidents:resolve'), () => open('resolve')],
    ['s', isOpen && may('incidents:snooze'), () => (asleep ? verbs.wake.mutate() : open('snooze'))],
    ['n', may('incidents:note'), writeNote],
    ['e', may('incidents:edit'), () => open('edit')],
    ['p', may('incidents:edit'), () => open('people')],
    ['m', isOpen && may('incidents:merge'), () => open('merge')],
    ['?', true, () => open('shortcuts')],
  ];
  const able = incident === undefined ? [] : keys.filter(([, isAble]) => isAble);
  useShortcuts(Object.fromEntries(able.map(([key, , run]) => [key, run])));
}
