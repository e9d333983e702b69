/** The parts of an object's key. Keys are made by code, so one that could leave its folder is a mistake there and not an input error. */
export function readKey(key: string): string[] {
  const parts = key.split('/');
  if (parts.length < 2 || !parts.every((part) => /^[\w-][\w.-]*$/.test(part))) throw new Error(`${JSON.stringify(key)} is no key of an object.`);
  return parts;
}
