import { z } from 'zod';

/** A text of an identity provider, fit for a database column and a page: no control characters, 200 characters at most; empty is absent. */
const text = z
  .string()
  .transform((value) =>
    value
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 200),
  )
  .transform((value) => (value === '' ? undefined : value))
  .optional();

/** Claims that name a person, as Grafana and OpenID Connect providers spell them. */
const naming = z.object({ name: text, username: text, preferred_username: text, email: text }).catch({});

/** The name and address of the person that a token speaks of; without any name, the subject has to do. */
export function personOf(claims: object, subject: string): { name: string; email: string | null } {
  const { name, username, preferred_username: login, email } = naming.parse(claims);
  return { name: name ?? username ?? login ?? email ?? subject.slice(0, 200), email: email ?? null };
}
