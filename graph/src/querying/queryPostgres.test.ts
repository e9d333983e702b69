import { openTestPlatform } from '#tests/database/openTestPlatform';
import { describeLineageQuery } from '../conformance.ts';
import { queryLineage } from './queryLineage.ts';

describeLineageQuery('POSTGRES', async () => {
  const platform = await openTestPlatform();
  return { platform, query: queryLineage(platform.database, null), settle: async () => undefined, close: () => platform.close() };
});
