import { ApiError } from '../../api/errors';
import { loadTranslations } from '../../i18n/loadTranslations';
import { checkSettings, readProblems } from './checkSettings';

beforeAll(loadTranslations);

const field = (change: object) => ({
  ...{ name: 'f', label: 'F', help: '', secret: false, required: false, generated: false, long: false, schema: {} },
  ...change,
});
const check = (change: object, value: string, kept: string[] = []) =>
  checkSettings([field(change)], { f: value }, kept)['f'];

describe('a field', () => {
  it.each([
    [{ required: true }, '', 'This is needed.'],
    [{ required: false }, '', undefined],
    [{ schema: { format: 'uri' } }, 'slack.com', 'An address begins with http:// or https://.'],
    [{ schema: { format: 'uri' } }, 'https://slack.com/api', undefined],
    [{ schema: { type: 'integer', minimum: 1, maximum: 65535 } }, '0', 'A whole number from 1 to 65535.'],
    [{ schema: { type: 'integer', minimum: 1, maximum: 65535 } }, '587', undefined],
    [{ schema: { pattern: '^xoxb-' } }, 'token', 'This does not look right; see the description.'],
    [{ schema: { pattern: '^xoxb-' } }, ' xoxb-1 ', undefined],
  ])('%j with %j: %s', (change, value, problem) => {
    expect(check(change, value)).toBe(problem);
  });

  it('that is a secret which is kept is not needed again', () => {
    expect(check({ required: true, secret: true }, '', ['f'])).toBeUndefined();
  });
});

describe('what the platform says', () => {
  it('stands beside its field, where it names one', () => {
    const error = new ApiError(
      'BAD_USER_INPUT',
      'botToken: A bot token begins with xoxb-.\nother: not here\nand a sentence'
    );
    expect(readProblems(error, ['botToken'])).toEqual({ botToken: 'A bot token begins with xoxb-.' });
    expect(readProblems(new Error('x'), ['botToken'])).toEqual({});
  });
});
