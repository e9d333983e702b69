import { defineTask } from '#kit/task';
import { z } from 'zod';

/** Wakes up one delivery; harmless when it is not due, already taken, or done. */
export const sendDeliveryTask = defineTask('sendDelivery', z.object({ deliveryId: z.uuid() }), { pace: 'urgent' });

/** How long a worker holds a delivery, in ms. With the sweep's 5 s, a killed worker's delivery is taken again within 15 s. */
export const leaseMs = 10_000;

/** Default time for a receiver to answer, in ms: the rest of the lease is for recording the result. */
export const requestTimeoutMs = 8_000;
