import { AppError } from '#kit/errors';
import { formatMatchers, type Matcher, MatcherSyntaxError, parseMatchers } from '#contracts/matcher';
import type { Deed } from '../../playbook/definition.ts';
import type { Action } from '../actionKinds.ts';
import { askOther } from '../asked/askOther.ts';
import { problemAt } from '../problemAt.ts';
import { checkTemplate, renderTemplate } from '../template.ts';

type SilenceStep = Extract<Deed, { kind: 'silence' }>;

/** Silences alerts in the platform's own quiet rules. The incidents subgraph judges whether it is so broad that a person has to approve it first. */
export const silenceAction: Action<SilenceStep> = {
  check: (step) => [
    ...problemAt('matchers', () => (/\{[{%]/.test(step.matchers) ? checkTemplate(step.matchers, 'json') : read(step.matchers))),
    ...problemAt('comment', () => checkTemplate(step.comment, 'text')),
  ],
  describe(step, { scope }) {
    // Escaped as in JSON, so that a label's value stays within its quotes.
    const matchers = read(renderTemplate(step.matchers, 'json', scope));
    return { matchers: formatMatchers(matchers), minutes: step.minutes, comment: renderTemplate(step.comment, 'text', scope) };
  },
  perform(step, { scope, ref }, means) {
    const matchers = read(renderTemplate(step.matchers, 'json', scope));
    const comment = renderTemplate(step.comment, 'text', scope).slice(0, 1_000);
    return askOther(means, 'step.silenceAsked', ref, { matchers, minutes: step.minutes, comment, createdBy: scope.run.playbook });
  },
  isRepeatable: () => true,
};

function read(text: string): Matcher[] {
  try {
    return parseMatchers(text);
  } catch (error) {
    if (error instanceof MatcherSyntaxError) throw new AppError('BAD_USER_INPUT', `matchers: ${error.message}`, { cause: error });
    throw error;
  }
}
