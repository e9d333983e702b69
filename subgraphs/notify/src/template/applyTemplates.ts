import type { IncidentFacts } from '#contracts/events';
import type { NotifyDb, NotifyPlatform } from '../context.ts';
import type { Message } from '../message/message.ts';
import type { NoticeEvent } from '../notice/noticeEvent.ts';
import type { PolicyDraft } from '../policy/policyDraft.ts';
import { readPolicy } from '../policy/readPolicy.ts';
import { type PickedPart, pickTemplates, type StandingTemplate } from './pickTemplates.ts';
import { renderPart, type TemplatePart } from './renderNotice.ts';
import { storedTexts } from './templateShape.ts';
import { type TemplateSubject, valuesFor } from './templateVariables.ts';

/** Which template a message was made by, or why the built-in one went out; all null where there is no template. */
export type TemplateUse = { templateId: string | null; templateVersion: number | null; templateFailed: string | null };

export const noTemplate: TemplateUse = { templateId: null, templateVersion: null, templateFailed: null };

/**
 * The message as the tenant's templates say it. A template that cannot be read, found or filled in never stops a notice: the built-in message goes out as a
 * whole, and what was wrong is kept with the delivery.
 */
export async function applyTemplates(
  platform: NotifyPlatform,
  tenantId: string,
  subject: TemplateSubject,
): Promise<{ message: Message; use: TemplateUse }> {
  let picked: Partial<Record<TemplatePart, PickedPart>> = {};
  try {
    picked = await platform.database.inTenant(tenantId, (db) => findTemplates(platform, db, subject));
    return fillIn(picked, subject);
  } catch (error) {
    const { template } = picked.body ?? picked.subject ?? {};
    const templateFailed = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    return { message: subject.builtIn, use: { templateId: template?.id ?? null, templateVersion: template?.version ?? null, templateFailed } };
  }
}

/** Fills in what was picked. Throws BAD_USER_INPUT for what cannot be. Pure. */
export function fillIn(picked: Partial<Record<TemplatePart, PickedPart>>, subject: TemplateSubject): { message: Message; use: TemplateUse } {
  const { subject: title, body } = picked;
  const named = body ?? title;
  if (!named) return { message: subject.builtIn, use: noTemplate };
  const values = valuesFor(subject);
  const message: Message = {
    ...subject.builtIn,
    ...(title && said(renderPart('subject', title.text, values))),
    // Whoever writes the body says what of the facts is worth reading.
    ...(body && { text: renderPart('body', body.text, values), facts: [] }),
  };
  return { message, use: { templateId: named.template.id, templateVersion: named.template.version, templateFailed: null } };
}

/** Services that know of a headline apart from the subject show it in the same words. */
const said = (subject: string) => ({ subject, headline: subject });

async function findTemplates(platform: NotifyPlatform, db: NotifyDb, subject: TemplateSubject): Promise<Partial<Record<TemplatePart, PickedPart>>> {
  const { event, incident, cause, channel, builtIn } = subject;
  const standing = await readStanding(db, event);
  if (standing.length === 0) return {};
  const policy = standing.some(({ place }) => place === 'POLICY') ? await readPolicy(db) : null;
  return pickTemplates(standing, {
    channelKind: channel.kind,
    language: builtIn.language,
    teamId: standing.some(({ place }) => place === 'TEAM') ? await ownerTeamOf(platform, db, incident) : null,
    policyNodeIds: policy && cause?.policyName ? nodesAlong(policy.draft, cause.policyName.split(' › ')) : [],
  });
}

/** The templates of an event that are in use. */
export async function readStanding(db: NotifyDb, event: NoticeEvent): Promise<StandingTemplate[]> {
  const rows = await db.noticeTemplate.findMany({ where: { event, archivedAt: null } });
  return rows.map(({ texts, ...row }) => ({ ...row, texts: storedTexts.parse(texts) }));
}

async function ownerTeamOf({ incidents }: NotifyPlatform, db: NotifyDb, incident: IncidentFacts | null): Promise<string | null> {
  const [state] = incident === null ? [] : await incidents.read(db, [incident.id]);
  return state?.ownerTeamId ?? null;
}

/** Ids of the nodes that these names lead through, from the root down; as far as the policy still has them. */
export function nodesAlong(root: PolicyDraft, names: readonly string[]): string[] {
  const ids: string[] = [];
  let level: PolicyDraft[] = [root];
  for (const name of names) {
    const node = level.find((each) => each.name === name);
    if (!node) break;
    if (node.id !== null) ids.push(node.id);
    level = node.children;
  }
  return ids;
}
