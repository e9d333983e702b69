import React, { useId } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { IconButton, Tag, useStyles2 } from '@grafana/ui';
import { HiddenLabel } from '../../components/HiddenLabel/HiddenLabel';
import { type PickedPerson, PersonPicker } from '../../components/PersonPicker/PersonPicker';
import { plain } from '../../words/plain';
import { moved } from './draft';

interface Props {
  turns: PickedPerson[][];
  onChange(turns: PickedPerson[][]): void;
}

/** Who takes turns, in their order; several people in one turn are on call together. */
export function TurnsField({ turns, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const [together, add] = [
    t('scheduleForm.together', 'and together with…'),
    t('scheduleForm.addTurn', 'Add a person as the next turn'),
  ];
  const set = (at: number, turn: PickedPerson[]) =>
    onChange(
      turn.length === 0
        ? turns.filter((_, index) => index !== at)
        : turns.map((each, index) => (index === at ? turn : each))
    );
  return (
    <div>
      <ol className={styles.list} aria-label={t('scheduleForm.turns', 'Turns')}>
        {turns.map((turn, at) => (
          <li key={turn.map(({ id }) => id).join('+')} className={styles.row}>
            <span className={styles.place}>{at + 1}</span>
            <span className={styles.people}>
              {turn.map((person) => (
                <span key={person.id} className={styles.person}>
                  <Tag name={person.name} colorIndex={1} />
                  <IconButton
                    name="times"
                    size="sm"
                    aria-label={t('scheduleForm.takeOut', 'Take {{name}} out of turn {{place}}', {
                      ...{ ...plain, name: person.name, place: at + 1 },
                    })}
                    onClick={() =>
                      set(
                        at,
                        turn.filter(({ id }) => id !== person.id)
                      )
                    }
                  />
                </span>
              ))}
              <HiddenLabel htmlFor={`${id}-${at}`} text={`${at + 1}: ${together}`} />
              <PersonPicker
                id={`${id}-${at}`}
                width={24}
                value={null}
                placeholder={together}
                onChange={(person) => person && !turn.some(({ id }) => id === person.id) && set(at, [...turn, person])}
              />
            </span>
            <IconButton
              name="arrow-up"
              disabled={at === 0}
              aria-label={t('scheduleForm.up', 'Turn {{place}} earlier', { ...plain, place: at + 1 })}
              onClick={() => onChange(moved(turns, at, at - 1))}
            />
            <IconButton
              name="arrow-down"
              disabled={at === turns.length - 1}
              aria-label={t('scheduleForm.down', 'Turn {{place}} later', { ...plain, place: at + 1 })}
              onClick={() => onChange(moved(turns, at, at + 1))}
            />
          </li>
        ))}
      </ol>
      <HiddenLabel htmlFor={id} text={add} />
      <PersonPicker
        id={id}
        width={40}
        value={null}
        placeholder={add}
        onChange={(person) => person && onChange([...turns, [person]])}
      />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), padding: theme.spacing(0.5, 0) }),
  place: css({ color: theme.colors.text.secondary, minWidth: theme.spacing(2) }),
  people: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    flex: 1,
    minWidth: 0,
  }),
  person: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.25) }),
});
