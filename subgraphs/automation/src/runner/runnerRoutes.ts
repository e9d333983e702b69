import { AppError } from '#kit/errors';
import type { HttpRequest, Route } from '#kit/serve';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { AutomationPlatform } from '../context.ts';
import { readInput } from '../named.ts';
import { beatJobs } from './beatJobs.ts';
import { finishJob } from './finishJob.ts';
import { type Asking, identifyRunner } from './identifyRunner.ts';
import { keepArtefact } from './keepArtefact.ts';
import { keepOutput } from './keepOutput.ts';
import { beatRequest, finishRequest, type HeldJob, takeRequest } from './protocol.ts';
import { waitForJob } from './waitForJob.ts';

const bodyLimit = 1_048_576;

/** What runners ask (runner/protocol.ts). A runner of a tenant reaches the jobs of its own tenant only, and of those only what it was given. */
export function runnerRoutes(platform: AutomationPlatform): Route[] {
  return [
    {
      method: 'POST',
      path: '/runner/v1/take',
      async handle(request) {
        const asking = await identifyRunner(platform, request.headers);
        const offer = await waitForJob(platform, asking, readInput(takeRequest, await readJson(request)), request.gone());
        return offer === null ? { status: 204 } : { status: 200, body: offer };
      },
    },
    {
      method: 'POST',
      path: '/runner/v1/beat',
      async handle(request) {
        const asking = await identifyRunner(platform, request.headers);
        const { jobs } = readInput(beatRequest, await readJson(request));
        return { status: 200, body: { jobs: await beatJobs(platform, asking, jobs) } };
      },
    },
    {
      method: 'POST',
      path: '/runner/v1/jobs/:tenant/:job/output',
      async stream(request, response, address) {
        const asking = await identifyRunner(platform, request.headers);
        const start = readInput(z.coerce.number().int().min(0), address.query.get('start'));
        const next = await keepOutput(platform, asking, heldOf(asking, address), start, bodyOf(request));
        answer(response, 200, { next });
      },
    },
    {
      method: 'POST',
      path: '/runner/v1/jobs/:tenant/:job/artefacts',
      async stream(request, response, address) {
        const asking = await identifyRunner(platform, request.headers);
        await keepArtefact(platform, asking, heldOf(asking, address), address.query.get('name') ?? '', bodyOf(request));
        answer(response, 200, {});
      },
    },
    {
      method: 'POST',
      path: '/runner/v1/jobs/:tenant/:job/finish',
      async handle(request) {
        const asking = await identifyRunner(platform, request.headers);
        const ending = readInput(finishRequest, await readJson(request));
        request.query.set('fence', String(ending.fence));
        await finishJob(platform, asking, heldOf(asking, request), ending);
        return { status: 200, body: {} };
      },
    },
  ];
}

/** The job that an address names. NOT_FOUND for one of another tenant, without a look whether it is there. */
function heldOf(asking: Asking, { params, query }: Pick<HttpRequest, 'params' | 'query'>): HeldJob {
  const ids = z.tuple([z.uuid(), z.uuid()]).safeParse([params['tenant'], params['job']]);
  const fence = readInput(z.coerce.number().int().positive(), query.get('fence'));
  if (!ids.success || (asking.tenantId !== null && asking.tenantId !== ids.data[0])) throw new AppError('NOT_FOUND', 'There is no such job.');
  return { tenantId: ids.data[0], jobId: ids.data[1], fence };
}

async function readJson(request: HttpRequest): Promise<unknown> {
  try {
    return JSON.parse(await request.text(bodyLimit));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('MALFORMED_BODY', 'The body is not JSON.', { cause });
  }
}

const bodyOf = (request: IncomingMessage) => request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;

function answer(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) }).end(text);
}
