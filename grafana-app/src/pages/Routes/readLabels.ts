/** Labels as people paste them: JSON, or `name="value"` in lines or with commas between, braces or none. Undefined for what cannot be read. */
export function readLabels(text: string): Record<string, string> | undefined {
  const trimmed = text.trim();
  const fromJson = readJson(trimmed);
  if (fromJson !== undefined) {
    return fromJson;
  }
  const inner = trimmed.startsWith('{') && trimmed.endsWith('}') ? trimmed.slice(1, -1) : trimmed;
  const labels: Record<string, string> = {};
  const pair = /\s*(?:"((?:[^"\\]|\\.)*)"|([^\s="{},]+))\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))\s*(?:,|$|(?=\s))/y;
  while (pair.lastIndex < inner.length && inner.slice(pair.lastIndex).trim() !== '') {
    const found = pair.exec(inner);
    if (found === null) {
      return undefined;
    }
    labels[unescape(found[1] ?? found[2] ?? '')] = unescape(found[3] ?? found[4] ?? '');
  }
  return labels;
}

function readJson(text: string): Record<string, string> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, String(each)]))
      : undefined;
  } catch {
    return undefined;
  }
}

function unescape(text: string): string {
  return text.replace(/\\(["\\n])/g, (_, char: string) => (char === 'n' ? '\n' : char));
}
