/** Labels as people write them, one `name=value` a line or JSON, with or without quotes; undefined for what is neither. */
export function readLabels(text: string): Record<string, string> | undefined {
  const written = text.trim();
  if (written.startsWith('{')) {
    return fromJson(written);
  }
  const lines = written.split('\n').filter((line) => line.trim() !== '');
  const pairs = lines.map((line) => /^\s*([^=\s]+)\s*=\s*"?(.*?)"?,?\s*$/.exec(line));
  return pairs.every((pair) => pair !== null)
    ? Object.fromEntries(pairs.map((pair) => [pair[1] ?? '', pair[2] ?? '']))
    : undefined;
}

function fromJson(text: string): Record<string, string> | undefined {
  try {
    return Object.fromEntries(
      Object.entries(JSON.parse(text) as Record<string, unknown>).map(([name, value]) => [name, String(value)])
    );
  } catch {
    return undefined;
  }
}
