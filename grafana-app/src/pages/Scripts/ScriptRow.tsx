import React from 'react';
import { t } from '@grafana/i18n';
import { Badge } from '@grafana/ui';
import { LibraryRow } from '../../components/LibraryRow/LibraryRow';
import { paths } from '../../routing/paths';
import { languageName } from '../../words/scripts';
import type { ScriptInList } from './useScripts';

interface Props {
  script: ScriptInList;
  onTag(tag: string): void;
}

/** One script in the list. */
export function ScriptRow({ script, onTag }: Props) {
  const { id, name, description, language, tags, version, updatedAt, archivedAt, team } = script;
  return (
    <LibraryRow
      {...{ name, description, tags, onTag, version, updatedAt }}
      to={paths.script(id)}
      owner={team?.name}
      badges={archivedAt && <Badge color="darkgrey" icon="archive-alt" text={t('scripts.putAway', 'Put away')} />}
      cells={[{ width: '120px', content: <Badge color="blue" text={languageName(language)} /> }]}
    />
  );
}
