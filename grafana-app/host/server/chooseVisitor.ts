import type { HostUser } from './users.ts';

export const THEMES = ['dark', 'light'] as const;
export const LANGUAGES = ['en-US', 'zh-Hant'] as const;

/** Who looks at the page, and how it is shown to them. */
export interface Visitor {
  user: HostUser;
  theme: (typeof THEMES)[number];
  language: (typeof LANGUAGES)[number];
}

/** The visitor, and the cookies that keep what the address chose. */
export interface VisitorChoice {
  visitor: Visitor;
  cookies: string[];
}

/**
 * Chooses the visitor: what the address says (`?user=sam&theme=light&lang=zh-Hant`) is kept in cookies, which speak where it
 * says nothing. An unknown value counts as not said.
 */
export function chooseVisitor(users: readonly HostUser[], cookieHeader: string, query: URLSearchParams): VisitorChoice {
  const kept = readCookies(cookieHeader);
  const cookies: string[] = [];
  const choose = <T>(parameter: string, parse: (text: string) => T | undefined, fallback: T): T => {
    const said = query.get(parameter);
    const chosen = said === null ? undefined : parse(said);
    if (chosen !== undefined) {
      cookies.push(`host_${parameter}=${encodeURIComponent(said ?? '')}; Path=/; SameSite=Lax; HttpOnly`);
      return chosen;
    }
    return parse(kept.get(`host_${parameter}`) ?? '') ?? fallback;
  };
  const [first] = users;
  if (first === undefined) {
    throw new Error('The host needs at least one user');
  }
  const visitor: Visitor = {
    user: choose('user', (uid) => users.find((user) => user.uid === uid), first),
    theme: choose('theme', (text) => THEMES.find((theme) => theme === text), 'dark'),
    language: choose('lang', (text) => LANGUAGES.find((language) => language === text), 'en-US'),
  };
  return { visitor, cookies };
}

function readCookies(header: string): Map<string, string> {
  const pairs = header.split(';').map((pair) => pair.trim().split('='));
  return new Map(pairs.map(([name = '', value = '']) => [name, decode(value)]));
}

function decode(value: string): string {
  return /%(?![0-9a-f]{2})/i.test(value) ? value : decodeURIComponent(value);
}
