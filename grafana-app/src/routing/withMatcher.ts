/** One condition on a label, as it stands among matchers. */
function write(name: string, value: string): string {
  const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
  return `${/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name) ? name : quoted(name)}=${quoted(value)}`;
}

/** Whether the matchers ask for exactly this value of the label, in the words that `toggleMatcher` writes. */
export function hasMatcher(matchers: string, name: string, value: string): boolean {
  return split(matchers).includes(write(name, value));
}

/** The matchers with the condition `name="value"` added, or taken away when it stands there already. */
export function toggleMatcher(matchers: string, name: string, value: string): string {
  const condition = write(name, value);
  const parts = split(matchers);
  return (parts.includes(condition) ? parts.filter((part) => part !== condition) : [...parts, condition]).join(', ');
}

/** The conditions of a text of matchers, parted at commas outside quotes. */
function split(matchers: string): string[] {
  const bare = matchers.trim().replace(/^\{(.*)\}$/s, '$1');
  return (bare.match(/(?:"(?:[^"\\]|\\.)*"|[^",])+/gs) ?? []).map((part) => part.trim()).filter((part) => part !== '');
}
