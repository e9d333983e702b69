import type { SettingsChange } from './openSettings.ts';

/** A change of the app's settings, or what is wrong with the posted body. */
export type SettingsVerdict = { verdict: 'accepted'; change: SettingsChange } | { verdict: 'refused'; message: string };

/** Judges the body of `POST /api/plugins/<id>/settings`. */
export function judgeSettings({ enabled, pinned, jsonData, secureJsonData }: Record<string, unknown>): SettingsVerdict {
  if (!isFlag(enabled) || !isFlag(pinned)) {
    return { verdict: 'refused', message: 'enabled and pinned must be true or false' };
  }
  if (!isMap(jsonData)) {
    return { verdict: 'refused', message: 'jsonData must be an object' };
  }
  if (!isMap(secureJsonData) || !isTexts(secureJsonData)) {
    return { verdict: 'refused', message: 'secureJsonData must be an object of strings' };
  }
  return {
    verdict: 'accepted',
    change: {
      ...(enabled !== undefined && { enabled }),
      ...(pinned !== undefined && { pinned }),
      ...(jsonData !== undefined && { jsonData }),
      ...(secureJsonData !== undefined && { secureJsonData }),
    },
  };
}

function isFlag(value: unknown): value is boolean | undefined {
  return value === undefined || typeof value === 'boolean';
}

function isMap(value: unknown): value is Record<string, unknown> | undefined {
  return value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value));
}

function isTexts(value: Record<string, unknown> | undefined): value is Record<string, string> | undefined {
  return Object.values(value ?? {}).every((text) => typeof text === 'string');
}
