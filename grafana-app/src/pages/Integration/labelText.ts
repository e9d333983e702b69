/** Labels as people type them: one a line, `name=value`. */
export function writeLabels(labels: Record<string, string>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
}

/** The labels of such a text; null when a line is none. */
export function readLabels(text: string): Record<string, string> | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const entries = lines.map((line): [string, string] | null => {
    const at = line.indexOf('=');
    return at < 1 ? null : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });
  return entries.every((entry) => entry !== null) ? Object.fromEntries(entries) : null;
}
