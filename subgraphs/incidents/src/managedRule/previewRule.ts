import { type RenderedRule, renderRuleFile } from './renderRuleFile.ts';
import { readRuleDraft, type RuleDraft, type RuleInput } from './ruleDraft.ts';

/** A rule as it would be served. BAD_USER_INPUT, in words, for one that no server would take. Pure. */
export function previewRule(input: RuleInput): { yaml: string; query: string } {
  const draft = readRuleDraft(input);
  return { yaml: renderRuleFile([renderedRule(draft)]), query: draft.query };
}

function renderedRule({ for: forS, keepFiringFor: keepFiringForS, ...draft }: RuleDraft): RenderedRule {
  return { ...draft, forS, keepFiringForS };
}
