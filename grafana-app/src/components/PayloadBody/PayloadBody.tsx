import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { found } from '../../api/found';
import { PayloadBodyDocument } from '../../api/generated/graphql';
import { Failure } from '../Failure/Failure';
import { Quiet } from '../Section/Section';
import { Skeleton } from '../Skeleton/Skeleton';

/** The body of one request as its sender wrote it, fetched when it is shown. */
export function PayloadBody({ id }: { id: string }) {
  const styles = useStyles2(getStyles);
  const { data, error, isPending } = useQuery({
    queryKey: ['payload', id, 'body'],
    queryFn: async ({ signal }) => {
      const answer = await ask(PayloadBodyDocument, { id }, signal);
      const [warning] = answer.warnings;
      if (warning !== undefined) {
        throw warning;
      }
      return found(answer.data.payload).body ?? null;
    },
    staleTime: Infinity,
  });
  if (isPending) {
    return <Skeleton rows={2} />;
  }
  if (error) {
    return <Failure error={error} />;
  }
  return data == null ? (
    <Quiet>
      {t(
        'payloads.notKept',
        'Requests of this kind came so often that their bodies were not kept; they are counted here.'
      )}
    </Quiet>
  ) : data === '' ? (
    <Quiet>{t('payloads.emptyBody', 'The body was empty, or was refused before it was read.')}</Quiet>
  ) : (
    <pre className={styles.pre}>{pretty(data)}</pre>
  );
}

/** JSON with its indentation, anything else as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  pre: css({
    margin: 0,
    maxHeight: 400,
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
