/** Shortest secret that is looked for, in bytes: a shorter one would cover half of any text. */
export const shortestSecret = 4;
/** Shortest line of a secret with several lines that is looked for by itself. */
const shortestLine = 8;

/** The forms in which these secrets are looked for, the longest first. Pure. */
export function findPatterns(secrets: readonly string[]): Buffer[] {
  const forms = new Set<string>();
  for (const secret of secrets) {
    const lines = secret.split(/\r?\n/);
    const parts = lines.length === 1 ? lines : [secret, secret.trim(), ...lines.filter((line) => line.length >= shortestLine)];
    for (const part of parts) {
      if (Buffer.byteLength(part) < shortestSecret) continue;
      for (const form of formsOf(part)) forms.add(form);
    }
  }
  return [...forms].map((form) => Buffer.from(form, 'utf8')).sort((one, other) => other.length - one.length);
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const hex = bytes.toString('hex');
  const encoded = [0, 1, 2].flatMap((before) => {
    const form = base64At(bytes, before);
    return [form, form.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const long = [...encoded, hex, hex.toUpperCase()].filter((form) => form.length >= 6);
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...long];
}

/** The characters of base64 that these bytes alone decide when `before` others (modulo 3) were encoded ahead of them. */
function base64At(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replaceAll('=', '');
  const begin = [0, 2, 3][before] ?? 0;
  // The last character also holds bits of what follows, unless the bytes end where a group of three does.
  return text.slice(begin, (before + bytes.length) % 3 === 0 ? undefined : -1);
}
