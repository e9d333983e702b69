import { t } from '@grafana/i18n';
import type { CreateRuleSourceInput, RuleSourceAuth, RuleSourceRowFragment } from '../../api/generated/graphql';

/** What stands in the form. `KEEP` leaves the stored credentials as they are. */
export interface Draft {
  name: string;
  url: string;
  auth: RuleSourceAuth | 'KEEP';
  token: string;
  username: string;
  password: string;
  intervalSeconds: number;
}

export function draftOf(source: RuleSourceRowFragment | undefined): Draft {
  return {
    name: source?.name ?? '',
    url: source?.url ?? '',
    auth: source === undefined || source.auth === 'NONE' ? 'NONE' : 'KEEP',
    token: '',
    username: '',
    password: '',
    intervalSeconds: source?.intervalSeconds ?? 60,
  };
}

/** The draft as the platform takes it, and what still stands against it. */
export function readDraft(draft: Draft): {
  values: CreateRuleSourceInput;
  urlProblem: string | undefined;
  isComplete: boolean;
} {
  const { name, url, intervalSeconds } = draft;
  const credentials = credentialsOf(draft);
  const urlProblem = judgeUrl(url.trim());
  return {
    values: { name: name.trim(), url: url.trim(), intervalSeconds, credentials },
    urlProblem,
    isComplete: urlProblem === undefined && !Object.values(credentials ?? {}).includes(''),
  };
}

function credentialsOf({ auth, token, username, password }: Draft): CreateRuleSourceInput['credentials'] {
  switch (auth) {
    case 'KEEP':
      return undefined;
    case 'NONE':
      return { auth };
    case 'BEARER':
      return { auth, token };
    case 'BASIC':
      return { auth, username, password };
    default:
      return auth satisfies never;
  }
}

function judgeUrl(url: string): string | undefined {
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    return t('ruleSources.form.notUrl', 'Write it with its scheme, like http://prometheus:9090.');
  }
  const { username, password } = new URL(url);
  return username === '' && password === ''
    ? undefined
    : t('ruleSources.form.urlSecret', 'Leave out the user and the password: they have fields of their own.');
}
