import { config } from '@grafana/runtime';

/** The language of the texts, for what the browser words itself: numbers, durations, lists. */
export function language(): string {
  return config.bootData.user?.language || 'en-US';
}

/** Of the languages that the platform words its forms in, the reader's. */
export function formLanguage(): 'en-US' | 'zh-Hant' {
  return language().startsWith('zh') ? 'zh-Hant' : 'en-US';
}
