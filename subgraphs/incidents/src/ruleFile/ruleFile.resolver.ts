import { requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { RuleSource } from '#prisma/generated/client';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { importRuleFile, longestFile } from './importRuleFile.ts';
import { readRuleFile, type RuleFileRead } from './readRuleFile.ts';
import { ImportRuleFileInput, RuleFileReportType } from './ruleFile.type.ts';

@Resolver(() => RuleFileReportType)
export class RuleFileResolver {
  @Mutation(() => RuleFileReportType, {
    description:
      'Brings the alert rules of a Prometheus or vmalert rule file, and says what was not understood. Rules that its file no longer has are gone.',
  })
  async importRuleFile(
    @Arg('input', () => ImportRuleFileInput) input: ImportRuleFileInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Report> {
    requirePermission(caller, 'rules:manage');
    const { source, ...read } = await importRuleFile(platform, caller, input);
    return report(read, source);
  }

  @Query(() => RuleFileReportType, { description: 'Reads a rule file as importing would, and keeps nothing.' })
  checkRuleFile(@Arg('content', () => String) content: string, @Ctx() { caller }: IncidentsContext): Report {
    requirePermission(caller, 'rules:manage');
    if (content.length > longestFile) throw new AppError('BAD_USER_INPUT', `The file has ${content.length} characters; ${longestFile} is the most.`);
    return report(readRuleFile(content, ''), null);
  }
}

type Report = Omit<RuleFileReportType, 'source' | 'findings'> & { findings: RuleFileRead['findings']; source: RuleSource | null };

function report({ rules, recordings, findings }: RuleFileRead, source: RuleSource | null): Report {
  return { rules: rules.length, recordings, findings, source };
}
