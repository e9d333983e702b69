import { AppError, toAppError } from '#kit/errors';
import type { SourceAlert } from '../receivedAlert.ts';
import { readAlertmanager } from './alertmanager.ts';
import { mappingOf, readGeneric } from './generic/readGeneric.ts';

/**
 * What comes to Alertmanager's address. Since 0.32 people may template the whole payload there, so what is not its webhook is read by the mapping of the
 * integration, where it has one; decisions on such alerts say so.
 */
export function readAlertmanagerOrMapped(payload: unknown, now: Date, settings: unknown): SourceAlert[] {
  try {
    return readAlertmanager(payload, now);
  } catch (error) {
    const { code, message } = toAppError(error);
    if (code !== 'UNKNOWN_SHAPE') throw error;
    const mapping = mappingOf(settings);
    if (!mapping) {
      throw new AppError(
        'UNKNOWN_SHAPE',
        `${message} If its payload is templated, give this integration a mapping (settings.mapping) that reads it.`,
        {
          cause: error,
        },
      );
    }
    return readGeneric(payload, now, mapping).map((alert) => ({ ...alert, readBy: 'mapping' }));
  }
}
