import { z } from 'zod';
import { hostTemplates } from './templates/hosts.ts';
import { kubernetesTemplates } from './templates/kubernetes.ts';
import { serviceTemplates } from './templates/services.ts';
import { storeTemplates } from './templates/stores.ts';
import type { RuleTemplate } from './template.ts';

/** The library that the platform brings, in the order in which it is shown. */
export const ruleTemplates: readonly RuleTemplate[] = [...hostTemplates, ...serviceTemplates, ...kubernetesTemplates, ...storeTemplates];

export function findTemplate(key: string): RuleTemplate | undefined {
  return ruleTemplates.find((template) => template.key === key);
}

/** The parameters of a template as JSON Schema, from which a form can be made. */
export function parameterSchema({ parameters }: RuleTemplate): object {
  return z.toJSONSchema(parameters, { io: 'input', unrepresentable: 'any' });
}
