import type { EscalationChainInput, EscalationStepInput, PolicyNodeInput } from '../../api/generated/graphql';
import { connection, type Paging } from './connection';

export interface ChainRecord {
  id: string;
  version: number;
  chain: EscalationChainInput;
  /** What it said before, the oldest first. */
  before?: EscalationChainInput[];
}

export interface EscalationRecords {
  policyVersions: Array<{ version: number; note: string | null; nodes: PolicyNodeInput[] }>;
  chains: ChainRecord[];
  /** The runs of each incident, newest first, by its id. */
  runs: Map<string, object[]>;
  /** What the mutations about incidents were asked for. */
  asked: string[];
}

const now = '2026-11-27T10:00:00.000Z';
const everyChannel: PolicyNodeInput = { key: 'root', name: 'every channel', tells: 'EVERY_CHANNEL' };
const channels = [{ id: '0197a000-0000-7000-8000-0000000000c1', name: 'Ops room' }];

/** The policy, the chains and what runs for incidents, as far as the pages ask for them. */
export function createEscalation(allow: (permission: string) => void, coded: (code: string, message: string) => Error) {
  const own: EscalationRecords = { policyVersions: [], chains: [], runs: new Map(), asked: [] };
  const live = () => own.policyVersions.at(-1) ?? { version: 0, nodes: [everyChannel] };
  const policy = () => ({ version: live().version, nodes: live().nodes.map(nodeView) });
  const chainView = ({ id, version, chain }: ChainRecord) => ({
    ...{ id, version, createdAt: now, updatedAt: now, description: '', tellsAcknowledged: true, remindMinutes: null },
    ...chain,
    steps: chain.steps.map(stepView),
    importantSteps: (chain.importantSteps ?? []).map(stepView),
    usedBy: live()
      .nodes.filter(({ chainId }) => chainId === id)
      .map(({ name }) => [name]),
    running: 0,
  });
  const requireChain = (id: string) => {
    const found = own.chains.find((chain) => chain.id === id);
    if (!found) {
      throw coded('NOT_FOUND', `There is no chain with the id ${id}.`);
    }
    return found;
  };
  const save = (nodes: PolicyNodeInput[], expectedVersion: number, note: string | null) => {
    allow('policies:manage');
    if (live().version !== expectedVersion) {
      throw coded('CONFLICT', 'The policy was saved by somebody else.');
    }
    own.policyVersions.push({ version: expectedVersion + 1, note, nodes });
    return policy();
  };
  const askedFor = (verb: string, incidentId: string) => {
    allow('escalations:manage');
    own.asked.push(`${verb} ${incidentId}`);
    return incidentId;
  };
  return {
    own,
    runsOf: (id: string) => (paging: Paging) => connection(own.runs.get(id) ?? [], paging),
    root: {
      policy,
      checkPolicy: ({ tree }: { tree: PolicyNodeInput[] }) => tree.filter(lacksChain).map(chainMissing),
      policyVersions: (paging: Paging) =>
        connection(
          [...own.policyVersions]
            .reverse()
            .map((saved) => ({ ...saved, at: now, nodeCount: saved.nodes.length, author: null })),
          paging
        ),
      savePolicy: (saved: { tree: PolicyNodeInput[]; expectedVersion: number; note?: string }) =>
        save(saved.tree, saved.expectedVersion, saved.note ?? null),
      restorePolicy: ({ version, expectedVersion }: { version: number; expectedVersion: number }) =>
        save(own.policyVersions[version - 1]?.nodes ?? [], expectedVersion, `Version ${version} again`),
      whoWouldBeTold: ({ draft }: { draft?: PolicyNodeInput[] | null }) => foretell((draft ?? live().nodes)[0]),
      escalationChain: ({ id }: { id: string }) => {
        const { chain, before = [], version } = requireChain(id);
        const saved = [...before, chain].map((each, index) => ({
          ...chainView({ id, version, chain: each }),
          ...{ version: index + 1, at: now, note: null, author: null },
        }));
        return { id, versions: (paging: Paging) => connection(saved.reverse(), paging) };
      },
      escalationChains: (paging: Paging) => connection(own.chains.map(chainView), paging),
      createEscalationChain: ({ chain }: { chain: EscalationChainInput }) => {
        allow('policies:manage');
        if (own.chains.some((other) => other.chain.name === chain.name)) {
          throw coded('CONFLICT', `There is already a chain named ${chain.name}.`);
        }
        const made = { id: `chain-${own.chains.length + 1}`, version: 1, chain };
        own.chains.push(made);
        return chainView(made);
      },
      updateEscalationChain: (saved: { id: string; chain: EscalationChainInput; expectedVersion: number }) => {
        allow('policies:manage');
        const found = requireChain(saved.id);
        if (found.version !== saved.expectedVersion) {
          throw coded('CONFLICT', 'The chain was saved by somebody else.');
        }
        const before = [...(found.before ?? []), found.chain];
        Object.assign(found, { chain: saved.chain, version: found.version + 1, before });
        return chainView(found);
      },
      deleteEscalationChain: ({ id }: { id: string }) => {
        allow('policies:manage');
        own.chains.splice(own.chains.indexOf(requireChain(id)), 1);
        return id;
      },
      channels: (paging: Paging) => connection(channels, paging),
      restartEscalation: ({ incidentId }: { incidentId: string }) => askedFor('restart', incidentId),
      stopEscalation: ({ incidentId }: { incidentId: string }) => askedFor('stop', incidentId),
    },
  };
}

function nodeView({ key, parentKey, ...rest }: PolicyNodeInput) {
  return {
    ...{ id: null, matchers: [], severities: [], priorities: [], ownerTeamIds: [], continues: false },
    ...{ tells: null, chainId: null, importance: null },
    ...rest,
    ...{ key, parentKey: parentKey ?? null },
  };
}

/** A step with null for what it does not say, as the platform shows it. */
export function stepView(step: EscalationStepInput) {
  return {
    ...{ id: null, seconds: null, personIds: [], teamId: null, scheduleId: null, waitsForSomebody: false },
    ...{ channelId: null, playbookId: null, times: null, importance: null },
    ...{ onlySeverities: [], onlyAlerts: null, onlyHours: null },
    ...step,
  };
}

const lacksChain = ({ tells, chainId }: PolicyNodeInput) => tells === 'CHAIN' && !chainId;
const chainMissing = ({ name }: PolicyNodeInput) => ({
  ...{ at: [], path: [name], field: 'chainId', code: 'chain_missing', message: 'Choose the chain that tells.' },
});

function foretell({ name, tells, chainId }: PolicyNodeInput = everyChannel) {
  const told = { at: now, round: 1, personName: null, channelName: null, contact: null, contactKind: null, facts: {} };
  const ann = { personName: 'Ann', contact: 'a…@example.com', contactKind: 'email' };
  return {
    verdicts: [{ key: 'root', path: [name], matched: true, decision: { reason: 'took_incident', facts: {} } }],
    ways: [
      {
        ...{ path: [name], tells: tells ?? 'EVERY_CHANNEL', chainId: chainId ?? null, chainName: 'primary' },
        importance: 'DEFAULT',
        foretold: [
          { ...told, ...ann, step: 0, kind: 'onCall', reason: 'rule' },
          { ...told, step: 1, kind: 'wait', reason: 'waits' },
          { ...told, step: null, kind: 'end', reason: 'chain_exhausted' },
        ],
      },
    ],
  };
}
