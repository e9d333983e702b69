import { css } from '@emotion/css';
import { type AppEvent, AppEvents, type EventBusExtended, type GrafanaTheme2 } from '@grafana/data';
import { Alert, type AlertVariant, Portal, useStyles2 } from '@grafana/ui';
import { useEffect, useState } from 'react';

const SHOWN_MS: Record<AlertVariant, number> = { success: 3000, info: 3000, warning: 5000, error: 7000 };

const KINDS: ReadonlyArray<readonly [AppEvent<readonly unknown[]>, AlertVariant]> = [
  [AppEvents.alertSuccess, 'success'],
  [AppEvents.alertInfo, 'info'],
  [AppEvents.alertWarning, 'warning'],
  [AppEvents.alertError, 'error'],
];

interface Toast {
  id: number;
  severity: AlertVariant;
  title: string;
  text: string;
}

let lastId = 0;

/** The notices that Grafana and plugins publish as app events, for a few seconds each. */
export function Toasts({ events }: { events: EventBusExtended }) {
  const styles = useStyles2(getStyles);
  const [toasts, setToasts] = useState<Toast[]>([]);
  useEffect(() => {
    const timers = new Set<number>();
    const remove = (id: number) => setToasts((all) => all.filter((toast) => toast.id !== id));
    const handlers = KINDS.map(([kind, severity]) => {
      const show = ([title = '', text = '']: readonly unknown[] = []) => {
        const id = ++lastId;
        setToasts((all) => [...all, { id, severity, title: String(title), text: String(text) }]);
        timers.add(window.setTimeout(() => remove(id), SHOWN_MS[severity]));
      };
      events.on(kind, show);
      return { kind, show };
    });
    return () => {
      handlers.forEach(({ kind, show }) => events.off(kind, show));
      timers.forEach((timer) => window.clearTimeout(timer));
    };
  }, [events]);
  return (
    <Portal>
      <div className={styles.stack}>
        {toasts.map(({ id, severity, title, text }) => (
          <Alert
            key={id}
            severity={severity}
            title={title}
            elevated
            onRemove={() => setToasts((all) => all.filter((toast) => toast.id !== id))}
          >
            {text}
          </Alert>
        ))}
      </div>
    </Portal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  stack: css({
    display: 'flex',
    flexDirection: 'column',
    maxWidth: 'calc(100vw - 16px)',
    position: 'fixed',
    right: theme.spacing(1),
    top: theme.spacing(9),
    width: 400,
    zIndex: theme.zIndex.portal,
  }),
});
