import { t } from '@grafana/i18n';
import { asRecord } from '../../../api/errors';
import type { Step } from '../../../playbook/definition';

/* Longer than others: a table, one entry for each kind of step. */

/** What a step may name that is kept elsewhere. */
export type Reference = 'credential' | 'script' | 'playbook' | 'team' | 'secret' | 'n8n';

interface Common {
  /** Names from the step to the value. */
  at: string[];
  label: string;
  help?: string;
  optional?: boolean;
  placeholder?: string;
}

/** A field of a kind's form; its type says how it is edited and what is kept. */
export type FieldSpec =
  /** One line of plain text. */
  | (Common & { type: 'line' })
  /** Text with prints, as Liquid has them; `rows` makes it higher. */
  | (Common & { type: 'template'; rows?: number })
  | (Common & { type: 'expression' })
  | (Common & { type: 'number'; min: number; max: number; unit?: string })
  | (Common & { type: 'choice'; options: Array<{ value: string; label: string }> })
  | (Common & { type: 'reference'; to: Reference })
  | (Common & { type: 'references'; to: Reference })
  /** A workflow of the n8n that the step names. */
  | (Common & { type: 'workflow' })
  /** Names with values. */
  | (Common & {
      type: 'map';
      keyLabel: string;
      valueLabel: string;
      values: 'text' | 'expression' | 'template' | Reference;
    })
  | (Common & { type: 'words' })
  | (Common & { type: 'numbers' })
  | (Common & { type: 'json' })
  | (Common & { type: 'recipients' });

/** The fields that a step of its kind has besides those that all have, in the order in which they are filled in. */
export function stepFields(step: Step): FieldSpec[] {
  switch (step.kind) {
    case 'http':
      return httpFields([]);
    case 'script':
      return [
        { type: 'reference', to: 'script', at: ['script'], label: t('field.script', 'Script') },
        {
          ...{ type: 'number', min: 1, max: 1_000_000, at: ['version'], optional: true },
          label: t('field.version', 'Version'),
          help: t('field.versionHelp', 'Empty for the newest one when the run begins.'),
        },
        {
          ...{ type: 'map', values: 'expression', at: ['parameters'], optional: true },
          label: t('field.parameters', 'Parameters'),
          help: t('field.parametersHelp', 'Each value is an expression; a text stands in quotes.'),
          ...nameAndValue(),
        },
        {
          ...{ type: 'map', values: 'secret', at: ['secrets'], optional: true },
          label: t('field.secrets', 'Secrets'),
          help: t('field.secretsHelp', 'The script finds them in its environment; no output shows them.'),
          keyLabel: t('field.variable', 'Variable'),
          valueLabel: t('field.secret', 'Secret'),
        },
        runnerField(),
      ];
    case 'ssh':
      return [
        {
          ...{ type: 'template', at: ['host'], placeholder: '{{ incident.labels.instance }}' },
          label: t('field.host', 'Host'),
          help: t('field.hostHelp', 'A name or address, with `:port` where it is not 22.'),
        },
        credentialField(t('field.sshCredential', 'An SSH credential: user, key and known host keys.')),
        {
          ...{ type: 'template', rows: 3, at: ['command'] },
          label: t('field.command', 'Command'),
          help: t('field.commandHelp', 'What is printed into it is quoted for the shell.'),
        },
        runnerField(),
      ];
    case 'kubernetes':
      return kubernetesFields(step);
    case 'n8n':
      return [
        { type: 'reference', to: 'n8n', at: ['connection'], label: t('field.n8nConnection', 'n8n') },
        {
          ...{ type: 'workflow', at: ['workflow'], label: t('field.workflow', 'Workflow') },
          help: t('field.workflowHelp', 'It must be active and begin with a webhook that takes POST.'),
        },
        {
          ...{ type: 'expression', at: ['payload'], optional: true },
          label: t('field.payload', 'What it is given'),
          help: t('field.payloadHelp', 'The incident and the inputs when it is empty.'),
        },
      ];
    case 'grafanaAnnotation':
      return [
        credentialField(t('field.grafanaCredential', 'An HTTP credential with the address of a Grafana.')),
        { type: 'template', rows: 2, at: ['text'], label: t('field.text', 'Text') },
        { type: 'words', at: ['tags'], optional: true, label: t('field.tags', 'Tags') },
        { type: 'line', at: ['dashboardUid'], optional: true, label: t('field.dashboard', 'UID of a dashboard') },
      ];
    case 'silence':
      return [
        {
          ...{ type: 'template', at: ['matchers'], placeholder: '{instance="{{ incident.labels.instance }}"}' },
          label: t('field.matchers', 'Matchers'),
          help: t('field.matchersHelp', 'Which alerts, as Alertmanager writes it.'),
        },
        { type: 'number', min: 1, max: 10_080, at: ['minutes'], label: t('field.minutes', 'For minutes') },
        { type: 'template', rows: 2, at: ['comment'], label: t('field.comment', 'Why') },
      ];
    case 'notify':
      return [
        { type: 'recipients', at: ['to'], label: t('field.to', 'To') },
        { type: 'template', rows: 4, at: ['text'], label: t('field.text', 'Text') },
      ];
    case 'agent':
      return [
        {
          ...{ type: 'choice', at: ['agent'], label: t('field.agent', 'Agent') },
          options: [{ value: 'rootCause', label: t('field.rootCause', 'Root cause') }],
        },
      ];
    case 'wait':
      return [{ type: 'number', min: 1, max: 604_800, at: ['seconds'], label: t('field.seconds', 'Seconds') }];
    case 'approval':
      return [
        {
          ...{ type: 'template', rows: 3, at: ['message'], label: t('field.question', 'What is asked') },
          help: t('field.questionHelp', 'Those who answer see it with what the dry run says.'),
        },
        {
          type: 'number',
          min: 1,
          max: 10,
          at: ['count'],
          placeholder: '1',
          label: t('field.count', 'How many must agree'),
        },
        ...askedFields(),
      ];
    case 'input':
      return [
        { type: 'template', rows: 3, at: ['message'], label: t('field.question', 'What is asked') },
        {
          ...{ type: 'json', at: ['schema'], label: t('field.schema', 'Values') },
          help: t('field.schemaHelp', 'A JSON Schema of an object: the form is made of it.'),
        },
        ...askedFields(),
      ];
    case 'playbook':
      return [
        { type: 'reference', to: 'playbook', at: ['playbook'], label: t('field.playbook', 'Playbook') },
        {
          ...{ type: 'map', values: 'expression', at: ['inputs'], optional: true },
          label: t('field.inputs', 'Inputs'),
          help: t('field.parametersHelp', 'Each value is an expression; a text stands in quotes.'),
          ...nameAndValue(),
        },
      ];
    case 'verify':
      return verifyFields(step);
    case 'condition':
      return [
        {
          ...{ type: 'expression', at: ['when'], placeholder: 'steps.look.output.status == 200' },
          label: t('field.when', 'When'),
        },
      ];
    case 'forEach':
      return [
        {
          ...{ type: 'expression', at: ['items'], placeholder: 'steps.list.output.hosts' },
          label: t('field.items', 'Each of'),
          help: t(
            'field.itemsHelp',
            'An expression that gives a list. Inside, `item` is the one at hand and `index` its place.'
          ),
        },
        {
          type: 'number',
          min: 1,
          max: 50,
          at: ['atOnce'],
          placeholder: '5',
          label: t('field.atOnce', 'So many at once'),
        },
        {
          ...{
            type: 'number',
            min: 1,
            max: 1_000,
            at: ['most'],
            placeholder: '100',
            label: t('field.most', 'At most'),
          },
          help: t('field.mostHelp', 'A longer list is refused and nothing of it is done.'),
        },
      ];
    default:
      return [];
  }
}

const nameAndValue = () => ({ keyLabel: t('field.name', 'Name'), valueLabel: t('field.value', 'Value') });

const credentialField = (help: string): FieldSpec => ({
  ...{ type: 'reference', to: 'credential', at: ['credential'], label: t('field.credential', 'Credential'), help },
});

const runnerField = (): FieldSpec => ({
  ...{ type: 'map', values: 'text', at: ['runner'], optional: true, label: t('field.runner', 'Labels of the runner') },
  help: t('field.runnerHelp', 'None for the platform’s own runner.'),
  ...nameAndValue(),
});

const askedFields = (): FieldSpec[] => [
  {
    ...{ type: 'references', to: 'team', at: ['teams'], optional: true, label: t('field.teams', 'Who may answer') },
    help: t('field.teamsHelp', 'Teams; everybody with the permission when there are none.'),
  },
  {
    type: 'number',
    min: 1,
    max: 10_080,
    at: ['expiresMinutes'],
    placeholder: '1440',
    label: t('field.expires', 'Expires after minutes'),
  },
];

/** The fields of a request, which a check by HTTP has inside its `check`. */
function httpFields(inside: string[]): FieldSpec[] {
  return [
    {
      ...{ type: 'choice', at: [...inside, 'method'], label: t('field.method', 'Method') },
      options: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((value) => ({ value, label: value })),
    },
    {
      ...{ type: 'template', at: [...inside, 'url'], label: t('field.url', 'Address') },
      placeholder: 'https://api.example.com/hosts/{{ incident.labels.instance }}',
    },
    {
      ...{ type: 'reference', to: 'credential', at: [...inside, 'credential'], optional: true },
      label: t('field.credential', 'Credential'),
      help: t('field.httpCredential', 'An HTTP credential; its headers are added. No secret stands here.'),
    },
    {
      ...{ type: 'map', values: 'template', at: [...inside, 'headers'], optional: true },
      label: t('field.headers', 'Headers'),
      ...nameAndValue(),
    },
    { type: 'template', rows: 4, at: [...inside, 'body'], optional: true, label: t('field.body', 'Body') },
    {
      ...{ type: 'numbers', at: [...inside, 'expectStatus'], optional: true },
      label: t('field.expectStatus', 'Statuses that are success'),
      help: t('field.expectStatusHelp', 'Any from 200 to 299 when it is empty.'),
    },
  ];
}

function kubernetesFields(step: Step): FieldSpec[] {
  const choice = (at: string, label: string, values: string[]): FieldSpec => ({
    ...{ type: 'choice', at: [at], label, options: values.map((value) => ({ value, label: value })) },
  });
  const own: Record<string, FieldSpec[]> = {
    scale: [{ type: 'expression', at: ['replicas'], label: t('field.replicas', 'Replicas') }],
    patch: [
      {
        ...{ type: 'template', rows: 5, at: ['patch'], label: t('field.patch', 'Patch') },
        help: t('field.patchHelp', 'JSON of a strategic merge patch.'),
      },
    ],
    logs: [
      { type: 'number', min: 1, max: 5_000, at: ['tailLines'], optional: true, label: t('field.tail', 'Last lines') },
    ],
  };
  return [
    credentialField(t('field.kubernetesCredential', 'A Kubernetes credential: a kubeconfig.')),
    choice('action', t('field.action', 'What is done'), ['get', 'patch', 'scale', 'restart', 'logs']),
    choice('resource', t('field.resource', 'Kind of object'), [
      ...['pod', 'deployment', 'statefulset', 'daemonset', 'replicaset', 'node', 'configmap', 'service'],
    ]),
    { type: 'template', at: ['namespace'], label: t('field.namespace', 'Namespace') },
    { type: 'template', at: ['objectName'], label: t('field.objectName', 'Name of the object') },
    ...(own[String(step.action)] ?? []),
  ];
}

function verifyFields(step: Step): FieldSpec[] {
  const isHttp = asRecord(step.check).by === 'http';
  return [
    {
      ...{ type: 'choice', at: ['check', 'by'], label: t('field.by', 'By') },
      options: [
        { value: 'promql', label: t('field.promql', 'A query of Prometheus') },
        { value: 'http', label: t('field.byHttp', 'An HTTP request') },
      ],
    },
    ...(isHttp
      ? [
          ...httpFields(['check']),
          {
            ...{
              type: 'expression' as const,
              at: ['check', 'holds'],
              optional: true,
              placeholder: 'answer.status == 200',
            },
            label: t('field.holds', 'Holds when'),
            help: t(
              'field.holdsHelp',
              '`answer.status` and `answer.body` are what came; any success when it is empty.'
            ),
          },
        ]
      : [
          {
            ...{ type: 'reference' as const, to: 'credential' as const, at: ['check', 'credential'] },
            label: t('field.credential', 'Credential'),
            help: t('field.prometheusCredential', 'An HTTP credential with the address of a Prometheus.'),
          },
          {
            ...{ type: 'template' as const, rows: 2, at: ['check', 'query'], label: t('field.query', 'Query') },
            help: t('field.queryHelp', 'It holds while the query has a result.'),
            placeholder: 'up{instance="{{ incident.labels.instance }}"} == 1',
          },
        ]),
    {
      ...{ type: 'number', min: 1, max: 86_400, at: ['withinSeconds'], placeholder: '300' },
      label: t('field.within', 'Within seconds'),
      help: t('field.withinHelp', 'It fails when it does not hold by then.'),
    },
    {
      type: 'number',
      min: 1,
      max: 3_600,
      at: ['everySeconds'],
      placeholder: '15',
      label: t('field.every', 'Look every seconds'),
    },
    {
      ...{ type: 'number', min: 0, max: 86_400, at: ['holdSeconds'], placeholder: '0' },
      label: t('field.hold', 'Must hold for seconds'),
    },
  ];
}
