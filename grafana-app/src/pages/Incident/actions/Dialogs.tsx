import React from 'react';
import type { IncidentHeadFragment, IncidentNameFragment } from '../../../api/generated/graphql';
import { EditDialog } from './EditDialog';
import { MergeDialog } from './MergeDialog';
import { PeopleDialog } from './PeopleDialog';
import { RelateDialog } from './RelateDialog';
import { ResolveDialog } from './ResolveDialog';
import { ShortcutsDialog } from './ShortcutsDialog';
import { SilenceDrawer } from '../../Silences/SilenceDrawer';
import { matchersOf } from '../../../routing/silenceAddress';
import { SnoozeDialog } from './SnoozeDialog';
import { SplitDialog } from './SplitDialog';
import { UpdateDialog } from './UpdateDialog';
import type { IncidentVerbs } from '../useIncidentVerbs';

export type DialogName =
  'resolve' | 'snooze' | 'silence' | 'people' | 'edit' | 'update' | 'merge' | 'split' | 'relate' | 'shortcuts';

interface Props {
  name: DialogName;
  incident: IncidentHeadFragment;
  verbs: IncidentVerbs;
  onMerged(source: { id: string; number: number }): void;
  onSplit(opened: IncidentNameFragment): void;
  onDismiss(): void;
}

/** The dialog of an action that asks something before it is done. */
export function Dialogs({ name, onMerged, onSplit, ...props }: Props) {
  switch (name) {
    case 'resolve':
      return <ResolveDialog {...props} />;
    case 'snooze':
      return <SnoozeDialog {...props} />;
    case 'silence':
      return <SilenceDrawer from={matchersOf(props.incident.labels)} onClose={props.onDismiss} />;
    case 'people':
      return <PeopleDialog {...props} />;
    case 'edit':
      return <EditDialog {...props} />;
    case 'update':
      return <UpdateDialog {...props} />;
    case 'merge':
      return <MergeDialog {...props} onMerged={onMerged} />;
    case 'split':
      return <SplitDialog {...props} onSplit={onSplit} />;
    case 'relate':
      return <RelateDialog {...props} />;
    case 'shortcuts':
      return <ShortcutsDialog onDismiss={props.onDismiss} />;
    default:
      return name satisfies never;
  }
}
