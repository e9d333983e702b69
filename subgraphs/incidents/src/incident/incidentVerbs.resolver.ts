import { type Labels, updateAudiences, type UpdateAudience } from '#contracts/words';
import { LabelsScalar } from '#kit/schema';
import type { Incident } from '#prisma/generated/client';
import { Arg, Ctx, Field, ID, InputType, Mutation, registerEnumType, Resolver } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { Priority, Severity } from '../enums.ts';
import { assignIncident } from './assignIncident.ts';
import { createIncident } from './createIncident.ts';
import { IncidentType } from './incident.type.ts';
import { mostResources } from './readHandLabels.ts';
import { longestNote } from './readNote.ts';
import { postIncidentUpdate } from './postIncidentUpdate.ts';
import { setIncidentOwner } from './setIncidentOwner.ts';
import { setIncidentPrivate } from './setIncidentPrivate.ts';
import { setIncidentPriority } from './setIncidentPriority.ts';
import { setIncidentSeverity } from './setIncidentSeverity.ts';
import { setIncidentTitle } from './setIncidentTitle.ts';

const Audience = Object.fromEntries(updateAudiences.map((word) => [word, word])) as Record<UpdateAudience, UpdateAudience>;
registerEnumType(Audience, {
  name: 'UpdateAudience',
  description: 'For whom an update is meant.',
  valuesConfig: {
    TEAM: { description: 'Those who work on it.' },
    STAKEHOLDERS: { description: 'Those in the organisation who depend on it.' },
    PUBLIC: { description: 'Everybody, customers included.' },
  },
});

@InputType('NewIncident', { description: 'An incident that a person opens.' })
export class NewIncidentInput {
  @Field(() => String, { description: '1 to 300 characters.' })
  title!: string;

  @Field(() => Severity)
  severity!: Severity;

  @Field(() => Priority, { nullable: true, description: 'Left out, the root of the routes decides.' })
  priority?: Priority | null;

  @Field(() => String, { nullable: true, description: `Becomes the first note; up to ${longestNote} characters.` })
  description?: string | null;

  @Field(() => ID, { nullable: true })
  ownerTeamId?: string | null;

  @Field(() => ID, { nullable: true })
  assigneeId?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether only those who have a part in it see it; needs ownerTeamId.' })
  private!: boolean;

  @Field(() => [ID], { nullable: true, description: 'Alerts that belong to it from now on; they leave the incidents that they are in.' })
  alertIds?: string[] | null;

  @Field(() => LabelsScalar, {
    nullable: true,
    description: 'Labels beside those that its alerts share, at most 50. The resources that they name are linked, as the resources of alerts are.',
  })
  labels?: Labels | null;

  @Field(() => [ID], { nullable: true, description: `Resources that it is about, at most ${mostResources}.` })
  resourceIds?: string[] | null;
}

/** What people do to an incident beside taking it on and closing it. */
@Resolver(() => IncidentType)
export class IncidentVerbsResolver {
  @Mutation(() => IncidentType, {
    description: 'Opens an incident by hand and announces it at once. CONFLICT when an open incident would be left without alerts.',
  })
  createIncident(
    @Arg('incident', () => NewIncidentInput) incident: NewIncidentInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return createIncident(platform, caller, incident);
  }

  @Mutation(() => IncidentType, { description: 'Gives an incident a title of 1 to 300 characters that alerts change no more.' })
  setIncidentTitle(
    @Arg('id', () => ID) id: string,
    @Arg('title', () => String) title: string,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return setIncidentTitle(platform, caller, id, title);
  }

  @Mutation(() => IncidentType, { description: 'Says how bad an incident is; alerts change that no more. Its SLA follows, its priority does not.' })
  setIncidentSeverity(
    @Arg('id', () => ID) id: string,
    @Arg('severity', () => Severity) severity: Severity,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return setIncidentSeverity(platform, caller, id, severity);
  }

  @Mutation(() => IncidentType, { description: 'Says which incidents come first; null leaves it to the routes.' })
  setIncidentPriority(
    @Arg('id', () => ID) id: string,
    @Arg('priority', () => Priority, { nullable: true }) priority: Priority | null,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return setIncidentPriority(platform, caller, id, priority ?? null);
  }

  @Mutation(() => IncidentType, { description: 'Gives an incident to a person, or with null to nobody.' })
  assignIncident(
    @Arg('id', () => ID) id: string,
    @Arg('personId', () => ID, { nullable: true }) personId: string | null,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return assignIncident(platform, caller, id, personId ?? null);
  }

  @Mutation(() => IncidentType, { description: 'Gives an incident to a team, or with null to none. CONFLICT for a private incident and null.' })
  setIncidentOwner(
    @Arg('id', () => ID) id: string,
    @Arg('teamId', () => ID, { nullable: true }) teamId: string | null,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return setIncidentOwner(platform, caller, id, teamId ?? null);
  }

  @Mutation(() => IncidentType, {
    description: 'Hides an incident, with its alerts, from all who have no part in it, or shows it again. CONFLICT for hiding one that no team owns.',
  })
  setIncidentPrivate(
    @Arg('id', () => ID) id: string,
    @Arg('private', () => Boolean) isPrivate: boolean,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return setIncidentPrivate(platform, caller, id, isPrivate);
  }

  @Mutation(() => IncidentType, { description: `Tells people outside the work how an incident stands, in 1 to ${longestNote} characters.` })
  postIncidentUpdate(
    @Arg('id', () => ID) id: string,
    @Arg('text', () => String) text: string,
    @Arg('audience', () => Audience) audience: UpdateAudience,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return postIncidentUpdate(platform, caller, id, text, audience);
  }
}
