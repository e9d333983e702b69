import { connectionOf } from '#kit/connection';
import { IncidentStub } from '../stubs.ts';

export const ResourceIncidentConnection = connectionOf(IncidentStub, 'ResourceIncident');
