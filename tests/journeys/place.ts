import type { Composition } from '../compositions/embedded.ts';
import type { Outside } from './outside.ts';

/** Where a journey takes place: a running platform with the demo tenant, and other people's servers around it. */
export type Place = { platform: Composition; outside: Outside; lineageSource: 'POSTGRES' | 'NEO4J' };
