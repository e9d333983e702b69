import { OperationTypeNode } from 'graphql';
import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { GatewayParts } from '../createGateway.ts';
import { requireAffordable } from '../operation/createPerform.ts';
import type { FormattedError } from '../operation/formatError.ts';
import { type OperationParams, readOperationParams } from '../operation/operationParams.ts';
import type { LiveCore } from './createLiveCore.ts';
import type { Quota } from './quota.ts';

/** Where the results of one streamed operation go. `complete` comes last, unless the operation was refused or stopped. */
export type OperationSink = { next: (payload: string) => void; complete: () => void; refuse: (errors: FormattedError[]) => void };

/** Starts an operation of either transport; the result stops it. Queries and mutations give one result and complete. */
export type StartOperation = (value: unknown, caller: Caller, requestId: string, sink: OperationSink, allowed?: { mutations: boolean }) => () => void;

type StarterParts = Pick<GatewayParts, 'documents' | 'perform' | 'refuse' | 'limits'> & { core: LiveCore; subscriptions: Quota };

export function createStarter({ documents, perform, refuse, limits, core, subscriptions }: StarterParts): StartOperation {
  async function start(params: OperationParams, caller: Caller, requestId: string, sink: OperationSink, mutations: boolean): Promise<() => void> {
    const operation = documents.prepare(params, caller);
    if (operation.type === OperationTypeNode.SUBSCRIPTION) {
      requireAffordable(operation, params.variables, limits);
      const release = subscriptions.take(caller);
      try {
        const leave = await core.subscribe(operation, params.variables, caller, sink.next);
        return () => {
          leave();
          release();
        };
      } catch (error) {
        release();
        throw error;
      }
    }
    if (operation.type === OperationTypeNode.MUTATION && !mutations) throw new AppError('METHOD_NOT_ALLOWED', 'Mutations are not possible with GET.');
    const answer = await perform(operation, params.variables, { caller, requestId });
    if ('data' in answer) {
      sink.next(JSON.stringify(answer));
      sink.complete();
    } else sink.refuse(answer.errors ?? []);
    return () => undefined;
  }

  return (value, caller, requestId, sink, { mutations } = { mutations: true }) => {
    let isStopped = false;
    let stop: () => void = () => undefined;
    const guarded: OperationSink = {
      next: (payload) => void (isStopped || sink.next(payload)),
      complete: () => void (isStopped || sink.complete()),
      refuse: (errors) => void (isStopped || sink.refuse(errors)),
    };
    const started = async () => start(readOperationParams(value), caller, requestId, guarded, mutations);
    started().then(
      (stopStarted) => {
        // The client may have given up while the operation was being prepared.
        if (isStopped) stopStarted();
        else stop = stopStarted;
      },
      (error: unknown) => guarded.refuse(refuse(error, requestId).errors),
    );
    return () => {
      isStopped = true;
      stop();
    };
  };
}
