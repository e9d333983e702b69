import type { Language } from '#contracts/directory';
import type { TemplatePlace } from '#prisma/generated/client';
import { type TemplatePart, templateParts } from './renderNotice.ts';

/** The texts of a template, by language; a part that is left out is as the place above has it. */
export type TemplateTexts = Partial<Record<Language, Partial<Record<TemplatePart, string>>>>;

export type StandingTemplate = {
  id: string;
  version: number;
  place: TemplatePlace;
  placeId: string | null;
  /** Null for every kind of channel. */
  channelKind: string | null;
  texts: TemplateTexts;
};

/** For whom a message is rendered. */
export type TemplateTarget = {
  channelKind: string;
  language: Language;
  teamId: string | null;
  /** Nodes of the policy that lead to the notice, from the root down. */
  policyNodeIds: readonly string[];
};

/** One part as it stands, with the template that says it. */
export type PickedPart = { template: StandingTemplate; text: string };

/**
 * Which template says each part of a message: the deepest node of the policy, then the owner team, then the tenant; within a place the channel's own kind before
 * every kind. A part that nobody says is the built-in one. Pure.
 */
export function pickTemplates(standing: readonly StandingTemplate[], target: TemplateTarget): Partial<Record<TemplatePart, PickedPart>> {
  const ranked = standing
    .map((template) => ({ template, rank: rankOf(template, target) }))
    .filter(({ rank }) => rank !== null)
    .sort((one, other) => (other.rank ?? 0) - (one.rank ?? 0));
  const picked: Partial<Record<TemplatePart, PickedPart>> = {};
  for (const part of templateParts) {
    for (const { template } of ranked) {
      const text = template.texts[target.language]?.[part];
      if (text === undefined) continue;
      picked[part] = { template, text };
      break;
    }
  }
  return picked;
}

/** Higher is nearer; null for a template that is not for this target. */
function rankOf({ place, placeId, channelKind }: StandingTemplate, target: TemplateTarget): number | null {
  if (channelKind !== null && channelKind !== target.channelKind) return null;
  const own = channelKind === null ? 0 : 1;
  switch (place) {
    case 'TENANT':
      return own;
    case 'TEAM':
      return placeId === target.teamId ? 2 + own : null;
    case 'POLICY': {
      const depth = target.policyNodeIds.indexOf(placeId ?? '');
      return depth < 0 ? null : 4 + depth * 2 + own;
    }
    default:
      return place satisfies never;
  }
}
