import { type EventPayload, incidentFacts, type IncidentFacts, type OfferedEvent } from '#contracts/events';
import type { JobGroup } from '#kit/task';
import { systemActor, transact } from '#kit/transact';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { AutomationPlatform } from '../context.ts';
import type { Occurrence } from './occurrence.ts';
import { showTriggers } from './showTriggers.ts';

/** What an event says of the incident that it is about and of the runs that led to it; most say nothing of the latter. */
const about = z.looseObject({
  incident: incidentFacts.optional(),
  incidentId: z.uuid().nullable().optional(),
  causation: z.array(z.uuid()).optional(),
});

/** Shows events to the triggers of playbooks. What an event says only by the incident's id is filled in with how that stands now. */
export function runAutomations<Name extends OfferedEvent>(
  platform: AutomationPlatform,
  name: Name,
  { tenantId, payloads, marks }: Omit<JobGroup<EventPayload<Name>>, 'signal'>,
): Promise<void> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const told = payloads.map((payload) => about.parse(payload));
    const missing = told.flatMap(({ incident, incidentId }) => (incident === undefined && incidentId ? [incidentId] : []));
    const read = missing.length === 0 ? [] : await platform.incidents.read(unit.db, [...new Set(missing)]);
    const states = new Map<string, IncidentFacts>(read.map(({ facts }) => [facts.id, facts]));
    const occurrences = payloads.map((payload, place): Occurrence => {
      const { incident, incidentId, causation } = told[place] ?? {};
      const mark = marks?.[place] ?? { id: uuidv7(), at: unit.now };
      return {
        ...{ id: mark.id, at: mark.at, name, triggerId: null, payload: payload },
        ...{ incident: incident ?? states.get(incidentId ?? '') ?? null, causation: causation ?? [] },
      };
    });
    await showTriggers(unit, occurrences);
  });
}
