import { Lexer, parseDocument, stringify } from 'yaml';
import type { Definition } from './definition';

/** A playbook as a file, set as the platform sets it; here also one that is not right yet can be written. */
export function writeYaml(definition: Definition): string {
  return stringify(definition, { lineWidth: 140, aliasDuplicateObjects: false });
}

/** Whether a file has comments, which nothing but the file itself keeps. */
export function hasComments(text: string): boolean {
  for (const token of new Lexer().lex(text)) {
    if (token.startsWith('#')) {
      return true;
    }
  }
  return false;
}

/** What a file says; undefined when it cannot be read. The platform says what is wrong with it, and where. */
export function readYaml(text: string): unknown {
  try {
    const document = parseDocument(text);
    return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}
