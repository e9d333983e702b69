import { requirePermission } from '#kit/caller';
import type { Playbook } from '#prisma/generated/client';
import { Arg, Ctx, Field, ID, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { AutomationContext } from '../context.ts';
import { archivePlaybook } from './archivePlaybook.ts';
import { readSource } from './playbook.resolver.ts';
import { PlaybookType, SavePlaybookInput } from './playbook.type.ts';
import { savePlaybook } from './savePlaybook.ts';
import { setPlaybookEnabled } from './setPlaybookEnabled.ts';

@ObjectType('SavedPlaybook', { description: 'A playbook as it was saved.' })
export class SavedPlaybookType {
  @Field(() => PlaybookType)
  playbook!: Playbook;
}

@Resolver(() => PlaybookType)
export class PlaybookVerbsResolver {
  @Mutation(() => SavedPlaybookType, {
    description:
      'Saves a playbook as a further version, or a new one; runs under way keep theirs. BAD_USER_INPUT names what is wrong with it, NOT_FOUND, CONFLICT for a name that is taken and when somebody else saved since `baseVersion`. Needs playbooks:manage.',
  })
  async savePlaybook(
    @Arg('input', () => SavePlaybookInput) { id, baseVersion, note, enabled, ...source }: SavePlaybookInput,
    @Ctx() { caller, platform }: AutomationContext,
  ): Promise<SavedPlaybookType> {
    requirePermission(caller, 'playbooks:manage');
    const draft = { ...readSource(source), id: id ?? null, baseVersion: baseVersion ?? null, note: note ?? null, enabled: enabled ?? null };
    return { playbook: await savePlaybook(platform, caller, draft) };
  }

  @Mutation(() => PlaybookType, { description: 'Says whether a playbook may be started; runs under way go on. NOT_FOUND. Needs playbooks:manage.' })
  setPlaybookEnabled(
    @Arg('id', () => ID) id: string,
    @Arg('enabled', () => Boolean) enabled: boolean,
    @Ctx() { caller, platform }: AutomationContext,
  ): Promise<Playbook> {
    requirePermission(caller, 'playbooks:manage');
    return setPlaybookEnabled(platform, caller, { id, enabled });
  }

  @Mutation(() => PlaybookType, {
    description: 'Puts a playbook away: it is not started any more, its runs stay, its name is free. NOT_FOUND. Needs playbooks:manage.',
  })
  archivePlaybook(@Arg('id', () => ID) id: string, @Ctx() { caller, platform }: AutomationContext): Promise<Playbook> {
    requirePermission(caller, 'playbooks:manage');
    return archivePlaybook(platform, caller, id);
  }
}
