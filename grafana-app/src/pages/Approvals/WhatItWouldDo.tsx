import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, useStyles2 } from '@grafana/ui';
import { Facts } from '../../components/Facts/Facts';
import { Quiet } from '../../components/Section/Section';
import { stepKindLook } from '../../words/playbooks';

interface Foreseen {
  id: string;
  name: string;
  kind: string;
  if?: string;
  would?: unknown;
  problem?: string;
}

/** The steps ahead as a dry run told them when people were asked. */
export function WhatItWouldDo({ would, open }: { would: unknown; open: boolean }) {
  const styles = useStyles2(getStyles);
  if (!Array.isArray(would)) {
    return open ? <Quiet>{t('approvals.would.notYet', 'What it would do is being found out.')}</Quiet> : null;
  }
  const steps = would as Foreseen[];
  if (!open || steps.length === 0) {
    return null;
  }
  return (
    <section aria-label={t('approvals.would.title', 'What it would do')}>
      <h3 className={styles.title}>{t('approvals.would.title', 'What it would do')}</h3>
      <ol className={styles.list}>
        {steps.map((step) => (
          <li key={step.id} className={styles.step}>
            <span className={styles.head}>
              <span>{step.name}</span>
              <Badge text={stepKindLook(step.kind).text} icon={stepKindLook(step.kind).icon} color="blue" />
            </span>
            {step.if !== undefined && <code className={styles.code}>{step.if}</code>}
            {step.problem !== undefined ? (
              <Quiet>{t('approvals.would.later', 'It depends on what earlier steps give.')}</Quiet>
            ) : step.would === undefined ? null : (
              <Facts value={step.would} title={t('approvals.would.details', 'In detail')} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ ...theme.typography.h6, margin: theme.spacing(1, 0, 0.5) }),
  list: css({ margin: 0, paddingLeft: theme.spacing(3) }),
  step: css({ marginBottom: theme.spacing(0.5) }),
  head: css({ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  code: css({ display: 'block', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
