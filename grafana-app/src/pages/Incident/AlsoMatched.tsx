import React from 'react';
import { t } from '@grafana/i18n';
import { Icon, Tooltip } from '@grafana/ui';
import { asRecord } from '../../api/errors';
import { plain } from '../../words/plain';

/** The routes that its first alert matched too, by `continue`: one incident is made, by the last of them, and the others are told here. */
export function AlsoMatched({ facts }: { facts: unknown }) {
  const also = asRecord(facts)['alsoMatched'];
  const paths = (Array.isArray(also) ? also : []).flatMap((each: unknown) => {
    const path = asRecord(each)['path'];
    return Array.isArray(path) ? [path.map(String).join(' › ')] : [];
  });
  if (paths.length === 0) {
    return null;
  }
  return (
    <Tooltip
      content={t(
        'incident.alsoMatchedHelp',
        'The alert matched these routes too, because they continue. It made one incident.'
      )}
    >
      <span tabIndex={0}>
        <Icon name="code-branch" size="sm" />{' '}
        {t('incident.alsoMatched', 'also matched {{routes}}', { ...plain, routes: paths.join(', ') })}
      </span>
    </Tooltip>
  );
}
