import { requirePermission } from '#kit/caller';
import { type Page, readPage } from '#kit/page';
import type { LookupTable } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import type { IncidentsContext } from '../context.ts';
import { isUuid } from '../isUuid.ts';
import { PersonStub, personStub } from '../stubs.ts';
import { deleteLookupTable } from './deleteLookupTable.ts';
import { CsvCheckType, LookupTableConnection, LookupTableType } from './lookupTable.type.ts';
import { readCsv } from './readCsv.ts';
import { readRows } from './readTables.ts';
import { saveLookupTable } from './saveLookupTable.ts';

/** A table as lists read it: without its rows, which may be a megabyte. */
type Listed = Omit<LookupTable, 'rows'>;

@Resolver(() => LookupTableType)
export class LookupTableResolver {
  @Query(() => LookupTableConnection, { description: 'Look-up tables by name.' })
  async lookupTables(
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<Page<Listed>> {
    requirePermission(caller, 'enrichment:read');
    return readPage<Listed, [string]>(
      { first, after },
      {
        position: ({ name }) => [name],
        shape: z.tuple([z.string()]),
        read: ({ after, take }) =>
          db.lookupTable.findMany({ where: after ? { name: { gt: after[0] } } : {}, orderBy: { name: 'asc' }, omit: { rows: true }, take }),
        count: (limit) => db.lookupTable.count({ take: limit }),
      },
    );
  }

  @Query(() => LookupTableType, { nullable: true, description: 'One look-up table.' })
  lookupTable(@Arg('id', () => ID) id: string, @Ctx() { caller, db }: IncidentsContext): Promise<Listed | null> | null {
    requirePermission(caller, 'enrichment:read');
    return isUuid(id) ? db.lookupTable.findFirst({ where: { id }, omit: { rows: true } }) : null;
  }

  @Query(() => CsvCheckType, { description: 'Everything that is wrong with a CSV file, by line, or what it would be as a table. Nothing is stored.' })
  checkLookupTable(@Arg('csv', () => String) csv: string, @Ctx() { caller }: IncidentsContext): CsvCheckType {
    requirePermission(caller, 'enrichment:read');
    const { csv: read, problems } = readCsv(csv);
    return { problems, columns: read?.columns ?? [], rowCount: read?.rows.length ?? 0, preview: read?.rows.slice(0, 10) ?? [] };
  }

  @Mutation(() => LookupTableType, {
    description:
      'Makes a look-up table from a CSV file with a header, or with an id replaces one; without a text only its name changes. BAD_USER_INPUT names the lines that make no sense; CONFLICT for a name that is taken or a column that a rule needs.',
  })
  async saveLookupTable(
    @Arg('id', () => ID, { nullable: true }) id: string | null,
    @Arg('name', () => String) name: string,
    @Arg('csv', () => String, { nullable: true, description: 'At most 900,000 characters and 10,000 rows; null keeps the rows that are there.' })
    csv: string | null,
    @Ctx() { platform, caller, db }: IncidentsContext,
  ): Promise<Listed> {
    requirePermission(caller, 'enrichment:manage');
    const saved = await saveLookupTable(platform, caller, { id, name, csv });
    return db.lookupTable.findFirstOrThrow({ where: { id: saved }, omit: { rows: true } });
  }

  @Mutation(() => Boolean, { description: 'Removes a look-up table; CONFLICT while a live rule looks things up in it.' })
  async deleteLookupTable(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<boolean> {
    requirePermission(caller, 'enrichment:manage');
    await deleteLookupTable(platform, caller, id);
    return true;
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who last replaced its content; null for an API key without a person.' })
  updatedBy(@Root() { updatedById }: Listed): PersonStub | null {
    return personStub(updatedById);
  }

  @FieldResolver(() => [[String]], { description: 'Rows from `from` on, at most 200 of them.' })
  async rows(
    @Root() { id }: Listed,
    @Arg('from', () => Int, { defaultValue: 0 }) from: number,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Ctx() { db }: IncidentsContext,
  ): Promise<string[][]> {
    const start = Math.max(0, from);
    const { rows } = await db.lookupTable.findFirstOrThrow({ where: { id }, select: { rows: true } });
    return readRows(rows).slice(start, start + Math.min(Math.max(0, first), 200));
  }
}
