import type { Deed } from '../../playbook/definition.ts';
import type { Action } from '../actionKinds.ts';

/** A kind of step that this version of the platform knows and cannot do. */
export const missingAction: Action<Deed> = {
  check: ({ kind }) => [{ path: 'kind', message: `Steps of the kind ${kind} cannot be done by this version.` }],
  describe: ({ kind }) => ({ kind }),
  perform: async () => ({ status: 'FAILED', outcome: 'kind_unavailable', output: null }),
  isRepeatable: () => true,
};
