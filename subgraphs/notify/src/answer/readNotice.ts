import { openingKeys } from '#kit/secret';
import { z } from 'zod';
import type { NotifyPlatform } from '../context.ts';
import type { LoadedDelivery } from '../delivery/loadDeliveries.ts';
import { readGroup } from '../grouping/readGroup.ts';
import { composeMessage } from '../message/composeMessage.ts';
import type { Message } from '../message/message.ts';
import { incidentFacts } from '#contracts/events';
import type { Language } from '#contracts/directory';
import { approvalPage } from '../delivery/sendTaken.ts';
import { type NoticeDetails, noticeDetails, noticeLanguage } from '../notice/notice.ts';
import { type AnswerRight, readAnswerToken } from './answerToken.ts';

/** A notice that was sent, and what it is about as that stands now; `message` is null when there is nothing to answer. */
export type Notice = { delivery: LoadedDelivery; message: Message | null };

/** The notice that a token is about. */
export type NoticeByToken = { found: Notice } | { reason: 'expired' | 'unknown_notice' };

/** Reads what the holder of a token may answer. */
export async function readNoticeByToken(platform: NotifyPlatform, token: string): Promise<NoticeByToken> {
  const read = readAnswerToken(token, openingKeys(platform.secretKey), platform.clock.now());
  if (!read.valid) return { reason: read.reason === 'expired' ? 'expired' : 'unknown_notice' };
  const found = await readNotice(platform, read.right);
  return found ? { found } : { reason: 'unknown_notice' };
}

/** Reads a notice of a tenant; null when there is none of this id. */
export async function readNotice(
  platform: NotifyPlatform,
  { tenantId, deliveryId }: Pick<AnswerRight, 'tenantId' | 'deliveryId'>,
): Promise<Notice | null> {
  if (!z.uuid().safeParse(deliveryId).success) return null;
  return platform.database.inTenant(tenantId, async (db) => {
    const delivery = await db.delivery.findFirst({ where: { id: deliveryId }, include: { channel: true } });
    if (!delivery) return null;
    const grafana = await platform.directory.grafanaUrl(db);
    const language = noticeLanguage.parse(delivery.language);
    const details = noticeDetails.parse(delivery.details ?? {});
    if (details.approval) return { delivery, message: askedMessage(delivery, details, language, grafana) };
    if (delivery.stormId !== null) {
      const group = await readGroup(db, platform, delivery.about);
      const pageUrl = grafana === null ? null : `${grafana}/a/sre-platform-app/incidents`;
      return { delivery, message: composeMessage({ event: 'digest', incident: null, group, details: {}, language, pageUrl, answerUrl: null }) };
    }
    const [state] = delivery.incidentId === null ? [] : await platform.incidents.read(db, [delivery.incidentId]);
    if (!state) return { delivery, message: null };
    const status = { TRIGGERED: 'opened', ACKNOWLEDGED: 'acknowledged', RESOLVED: 'resolved', MERGED: 'resolved' } as const;
    const message = composeMessage({
      event: status[state.facts.status],
      incident: state.facts,
      details: {},
      language,
      pageUrl: grafana === null ? null : `${grafana}/a/sre-platform-app/incidents/${state.facts.id}`,
      answerUrl: null,
    });
    return { delivery, message };
  });
}

/** What a run asks; nothing to answer once it is over. */
function askedMessage({ body }: LoadedDelivery, details: NoticeDetails, language: Language, grafana: string | null): Message {
  const { approval } = details;
  const message = composeMessage({
    ...{ event: 'approval' as const, incident: body === null ? null : incidentFacts.parse(body), details, language, answerUrl: null },
    pageUrl: grafana === null || !approval ? null : approvalPage(grafana, approval.id),
  });
  return approval?.ended === undefined ? message : { ...message, actions: [] };
}
