import React from 'react';
import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Tooltip } from '@grafana/ui';
import { language } from '../../api/language';
import { formatSpan } from '../../time/formatSpan';
import { useNow } from '../../time/useNow';
import { plain } from '../../words/plain';

interface Props {
  /** When it began, ISO-8601. */
  since: string;
  /** When it ended; it ticks until then. */
  until?: string | null;
  /** "5m ago" instead of "5m". */
  ago?: boolean;
}

/** How long something is or was, ticking; the exact times are in the tooltip, in the time zone of the person. */
export function Age({ since, until, ago = false }: Props) {
  const now = useNow();
  const span = formatSpan((until ? Date.parse(until) : now) - Date.parse(since), language());
  const exact = until ? `${dateTimeFormat(since)} – ${dateTimeFormat(until)}` : dateTimeFormat(since);
  return (
    <Tooltip content={exact}>
      <time dateTime={since} tabIndex={-1}>
        {ago ? t('age.ago', '{{span}} ago', { ...plain, span }) : span}
      </time>
    </Tooltip>
  );
}
