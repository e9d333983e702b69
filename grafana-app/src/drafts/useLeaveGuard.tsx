import React, { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '@grafana/i18n';
import { locationService } from '@grafana/runtime';
import { ConfirmModal } from '@grafana/ui';

interface Options {
  /** There is something to lose. */
  isChanged: boolean;
  /** What is left behind is kept and shown again. */
  isKept?: boolean;
  onDiscard?(): void;
}

/** Where somebody wants to go. */
type Target = ReturnType<typeof locationService.getLocation>;

/**
 * Asks before what was written is left behind, by a link, by the browser's buttons or by closing the tab. The tabs of the same page are no leaving.
 * @returns `free` lets the next step pass, after saving; `prompt` is to be shown by the page.
 */
export function useLeaveGuard({ isChanged, isKept = false, onDiscard }: Options): { free(): void; prompt: ReactNode } {
  const isFree = useRef(false);
  const [target, setTarget] = useState<Target>();
  const free = () => {
    isFree.current = true;
  };
  useEffect(() => {
    if (!isChanged) {
      return;
    }
    isFree.current = false;
    const history = locationService.getHistory();
    const unblock = history.block((location: Target) => {
      if (isFree.current || location.pathname === history.location.pathname) {
        return;
      }
      setTarget(location);
      return false;
    });
    const warn = (event: BeforeUnloadEvent) => {
      if (!isFree.current) {
        event.preventDefault();
      }
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      unblock();
    };
  }, [isChanged]);
  const leave = () => {
    free();
    setTarget(undefined);
    if (target !== undefined) {
      locationService.getHistory().push(target);
    }
  };
  const prompt = (
    <ConfirmModal
      isOpen={target !== undefined}
      title={t('drafts.leaveTitle', 'Leave without saving?')}
      body={
        isKept
          ? t('drafts.leaveKept', 'What you changed is not saved. It stays in this browser tab until you come back.')
          : t('drafts.leaveLost', 'What you changed is not saved, and is lost when you leave.')
      }
      confirmText={
        isKept ? t('drafts.leaveAndKeep', 'Keep the draft and leave') : t('drafts.leaveAndLose', 'Leave and lose it')
      }
      confirmButtonVariant={isKept ? 'primary' : 'destructive'}
      alternativeText={isKept ? t('drafts.leaveAndDiscard', 'Discard and leave') : undefined}
      dismissText={t('drafts.stay', 'Stay')}
      onConfirm={leave}
      onAlternative={() => {
        onDiscard?.();
        leave();
      }}
      onDismiss={() => setTarget(undefined)}
    />
  );
  return { free, prompt };
}
