import { config } from '@grafana/runtime';

/** The language of the texts, for what the browser words itself: numbers, durations, lists. */
export function language(): string {
  return config.bootData.user?.language || 'en-US';
}
