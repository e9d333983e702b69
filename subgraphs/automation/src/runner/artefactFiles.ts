import { type Caller, requirePermission, viewerOf } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { FileRoute } from '#kit/subgraph';
import type { RunnerJobArtefact } from '#prisma/generated/client';
import { pipeline } from 'node:stream/promises';
import type { AutomationPlatform } from '../context.ts';
import { isUuid } from '../named.ts';

/** `GET /files/automation/jobs/{job}/{name}`: a file that a script left behind. It is always handed over as a download: whoever wrote it, a page must not run it. */
export function artefactFiles({ database, objects }: AutomationPlatform): FileRoute[] {
  return [
    {
      method: 'GET',
      path: '/jobs/:job/:name',
      async serve(_, response, { params, caller }) {
        const file = await findArtefact(database, caller, params['job'] ?? '', params['name'] ?? '');
        const body = await objects.get(file.key);
        if (body === null) throw new AppError('STORE_UNAVAILABLE', `The store has lost the file ${file.name}.`);
        response.writeHead(200, {
          ...{ 'content-type': 'application/octet-stream', 'content-length': file.bytes, 'x-content-type-options': 'nosniff' },
          ...{ 'content-disposition': `attachment; filename="${file.name}"`, 'content-security-policy': "default-src 'none'; sandbox" },
          'cache-control': 'private, no-store',
        });
        await pipeline(body, response);
      },
    },
  ];
}

async function findArtefact(database: AutomationPlatform['database'], caller: Caller, jobId: string, name: string): Promise<RunnerJobArtefact> {
  const reader = database.openReader(caller.tenantId, viewerOf(caller));
  try {
    const job = isUuid(jobId) ? await reader.db.runnerJob.findFirst({ where: { id: jobId } }) : null;
    requirePermission(caller, job?.runId == null ? 'scripts:read' : 'runs:read');
    const file = job && (await reader.db.runnerJobArtefact.findFirst({ where: { jobId, name } }));
    if (!file) throw new AppError('NOT_FOUND', 'There is no such file.');
    return file;
  } finally {
    await reader.close();
  }
}
