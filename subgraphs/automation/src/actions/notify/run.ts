import { incidentFacts } from '#contracts/events';
import type { Deed } from '../../playbook/definition.ts';
import type { Action } from '../actionKinds.ts';
import { askOther } from '../asked/askOther.ts';
import { problemAt } from '../problemAt.ts';
import { checkTemplate, renderTemplate } from '../template.ts';

type NotifyStep = Extract<Deed, { kind: 'notify' }>;

/** Tells people, or a channel, through the notify subgraph. The step has succeeded once the notices are on their way; how each arrives is in the delivery history. */
export const notifyAction: Action<NotifyStep> = {
  check: (step) => problemAt('text', () => checkTemplate(step.text, 'text')),
  describe: (step, { scope }) => ({ to: step.to, text: renderTemplate(step.text, 'text', scope) }),
  perform(step, { scope, ref }, means) {
    const incident = incidentFacts.nullable().parse(scope.incident ?? null);
    const text = renderTemplate(step.text, 'text', scope);
    return askOther(means, 'step.noticeAsked', ref, { incident, to: step.to, text, playbookName: scope.run.playbook });
  },
  isRepeatable: () => true,
};
