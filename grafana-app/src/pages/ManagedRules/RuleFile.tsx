import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, ClipboardButton, Modal, useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { ManagedRuleFileDocument } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { Skeleton } from '../../components/Skeleton/Skeleton';

/** The rule file as it is served, to be read and copied. */
export function RuleFile({ onDone }: { onDone(): void }) {
  const styles = useStyles2(getStyles);
  const { data, error, refetch } = useQuery({
    queryKey: ['rules', 'managed', 'file'],
    queryFn: async ({ signal }) => (await ask(ManagedRuleFileDocument, {}, signal)).data.managedRuleFile,
  });
  return (
    <Modal isOpen title={t('managedRules.fileTitle', 'The rule file')} onDismiss={onDone}>
      {data !== undefined ? (
        <pre className={styles.file}>{data}</pre>
      ) : error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton rows={8} />
      )}
      <Modal.ButtonRow>
        <ClipboardButton variant="secondary" icon="copy" getText={() => data ?? ''} disabled={data === undefined}>
          {t('managedRules.copy', 'Copy')}
        </ClipboardButton>
        <Button onClick={onDone}>
          <Trans i18nKey="managedRules.close">Done</Trans>
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  file: css({ maxHeight: '60vh', overflow: 'auto', fontSize: theme.typography.bodySmall.fontSize }),
});
