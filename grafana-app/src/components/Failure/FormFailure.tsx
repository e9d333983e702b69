import React from 'react';
import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';
import { ApiError } from '../../api/errors';
import { Failure } from './Failure';

/** What the platform says about what was entered. Its own sentence names the field or the name that is taken. */
export function FormFailure({ error }: { error: unknown }) {
  if (!error) {
    return null;
  }
  return error instanceof ApiError && inputCodes.has(error.code) ? (
    <Alert severity="error" title={t('failure.input', 'This cannot be saved as it is')}>
      {error.detail}
    </Alert>
  ) : (
    <Failure error={error} />
  );
}

const inputCodes = new Set(['BAD_USER_INPUT', 'CONFLICT', 'TARGET_REFUSED']);
