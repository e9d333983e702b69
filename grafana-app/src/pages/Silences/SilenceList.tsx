import React, { useCallback, useMemo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, EmptyState, useStyles2 } from '@grafana/ui';
import { useSearchParams } from 'react-router-dom';
import type { SilenceRowFragment, SilenceState } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { FilterPills } from '../../components/FilterPills/FilterPills';
import { Filters, WideFilter } from '../../components/ListHeader/ListHeader';
import { SearchInput } from '../../components/SearchInput/SearchInput';
import { PagedRows } from '../../components/Section/Section';
import { readWords, withText, withWords } from '../../routing/listParams';
import { formatTotal } from '../../words/counts';
import { type MatcherWords, silenceStateLook, silenceStates } from '../../words/quiet';
import { SilenceRow } from './SilenceRow';
import { useSilences, useSilenceVerb } from './useSilences';

const usual: SilenceState[] = ['ACTIVE', 'PENDING', 'WAITING_APPROVAL'];

/** The silences: those in force, to come or waiting unless the address says otherwise. */
export function SilenceList({ edit }: { edit(from: SilenceRowFragment | MatcherWords[]): void }) {
  const styles = useStyles2(getStyles);
  const [params, setParams] = useSearchParams();
  const states = useMemo(
    () => (params.get('state') === null ? usual : readWords(params, 'state', silenceStates)),
    [params]
  );
  const search = params.get('q') ?? '';
  const filter = useMemo(
    () => ({ ...(states.length > 0 && { states }), ...(search.trim() !== '' && { search: search.trim() }) }),
    [states, search]
  );
  const list = useSilences(filter);
  const verb = useSilenceVerb();
  const find = useCallback(
    (text: string) => setParams((now) => withText(now, 'q', text), { replace: true }),
    [setParams]
  );
  const count =
    list.total === undefined
      ? undefined
      : t('silences.count', '{{total}} silences', {
          total: formatTotal(list.total),
          count: list.total,
          defaultValue_one: '{{total}} silence',
          defaultValue_other: '{{total}} silences',
        });
  return (
    <>
      <Filters count={count}>
        <FilterPills
          label={t('silences.filter.state', 'State')}
          options={silenceStates.map((value) => ({ value, ...silenceStateLook(value) }))}
          selected={states}
          onChange={(chosen) =>
            setParams((now) => withWords(now, 'state', chosen.length === 0 ? ['any'] : chosen), { replace: true })
          }
        />
        <WideFilter>
          <SearchInput
            value={search}
            placeholder={t('silences.filter.search', 'Search comments and matchers')}
            onChange={find}
          />
        </WideFilter>
      </Filters>
      {verb.error ? <Failure error={verb.error} /> : null}
      <PagedRows
        list={list}
        skeletonRows={6}
        empty={
          <EmptyState
            variant={search === '' && states === usual ? 'call-to-action' : 'not-found'}
            message={
              search === '' && states === usual
                ? t('silences.none', 'Nothing is silenced')
                : t('silences.noneFound', 'No silence matches')
            }
            button={
              <Button icon="bell-slash" onClick={() => edit([])}>
                <Trans i18nKey="silences.new">New silence</Trans>
              </Button>
            }
          >
            <Trans i18nKey="silences.noneHelp">
              A silence keeps people from being told of alerts for a time, for instance during a deployment. The alerts
              are kept.
            </Trans>
          </EmptyState>
        }
      >
        {(rows) => (
          <div role="table" aria-label={t('silences.title', 'Silences')} className={styles.table}>
            {rows.map((silence) => (
              <SilenceRow
                key={silence.id}
                silence={silence}
                busy={verb.isPending && verb.variables.id === silence.id}
                edit={() => edit(silence)}
                act={(name) => verb.mutate({ verb: name, id: silence.id })}
              />
            ))}
          </div>
        )}
      </PagedRows>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({ table: css({ borderTop: `1px solid ${theme.colors.border.weak}` }) });
