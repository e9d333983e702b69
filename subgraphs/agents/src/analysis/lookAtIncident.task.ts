import { defineTask } from '#kit/task';
import { z } from 'zod';

/** A look at an incident, inserted to start when the look is due. */
export const lookAtIncidentTask = defineTask('lookAtIncident', z.object({ incidentId: z.uuid() }), { pace: 'patient' });
