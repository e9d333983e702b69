import type { MatcherOperator } from '../../api/generated/graphql';
import { type MatcherWords, operatorSigns } from '../../words/quiet';

/** What was expected where a text could not be read on. */
export type Expected = 'label' | 'operator' | 'value' | 'quote' | 'brace' | 'comma';

/** `at` is the position of what was not understood. */
export type Parsed = { matchers: MatcherWords[]; fault?: undefined } | { fault: { expected: Expected; at: number } };

const operators = Object.entries(operatorSigns).map(([operator, sign]) => ({
  operator: operator as MatcherOperator,
  sign,
}));

/**
 * Reads matchers as the platform does, which is as Alertmanager and amtool write them: with or without braces around them, names and values quoted or bare,
 * a comma at the end allowed. Whether a regular expression is one, the platform says.
 */
export function parseMatchers(text: string): Parsed {
  let at = 0;
  const skip = () => {
    while (/\s/.test(text[at] ?? '')) {
      at += 1;
    }
  };
  const sees = (token: string) => {
    skip();
    return text.startsWith(token, at);
  };
  const take = (token: string) => {
    const found = sees(token);
    at += found ? token.length : 0;
    return found;
  };
  const isAtEnd = () => {
    skip();
    return at >= text.length;
  };
  const word = (orNothing: boolean): string | Expected[] => {
    skip();
    const start = at;
    const [quoted] = /^"(?:[^"\\]|\\.)*"/s.exec(text.slice(at)) ?? [];
    if (quoted !== undefined) {
      at += quoted.length;
      return quoted.slice(1, -1).replace(/\\(["\\n])/g, (_, char: string) => (char === 'n' ? '\n' : char));
    }
    if (sees('"')) {
      return ['quote'];
    }
    const [bare] = /^[^\s{}!=~,\\"'`]+/.exec(text.slice(at)) ?? [];
    if (bare !== undefined) {
      at += bare.length;
      return bare;
    }
    at = orNothing ? at : start;
    return orNothing ? '' : ['label'];
  };
  const refuse = (expected: Expected): Parsed => ({ fault: { expected, at } });

  const matchers: MatcherWords[] = [];
  const isBraced = take('{');
  while (!isAtEnd() && !sees('}')) {
    const name = word(false);
    if (typeof name !== 'string') {
      return refuse(name[0] ?? 'label');
    }
    const found = [...operators]
      .sort((one, other) => other.sign.length - one.sign.length)
      .find(({ sign }) => sees(sign));
    if (found === undefined) {
      skip();
      return refuse('operator');
    }
    at += found.sign.length;
    const value = word(true);
    if (typeof value !== 'string') {
      return refuse(value[0] ?? 'value');
    }
    matchers.push({ name, operator: found.operator, value });
    if (!take(',')) {
      break;
    }
  }
  if (isBraced && !take('}')) {
    return refuse('brace');
  }
  return isAtEnd() ? { matchers } : refuse('comma');
}
