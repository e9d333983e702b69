import type { Labels } from '#contracts/words';
import { deploymentOfPod } from './deploymentOfPod.ts';
import { parseInstance } from './parseInstance.ts';
import { resourcesOf } from './resourcesOf.ts';

/** Resources as `KIND key`, relations as `KIND verb KIND`: all that the cases below are about. */
function told(labels: Labels): string[] {
  const { resources, relations } = resourcesOf(labels);
  return [...resources.map(({ kind, key }) => `${kind} ${key}`), ...relations.map(({ from, kind, to }) => `${from.kind} ${kind} ${to.kind}`)].sort();
}

describe('machines', () => {
  test.each<[string, Labels, string[]]>([
    ['no label that names anything', { alertname: 'Watchdog', severity: 'none', job: 'shop' }, []],
    ['host:port', { instance: 'Web-1:9100' }, ['HOST web-1', 'INSTANCE runs_on HOST', 'INSTANCE web-1:9100']],
    ['a bare host is not an instance of its own', { instance: 'web-1.example.com.' }, ['HOST web-1.example.com']],
    ['IPv6', { instance: '[2001:DB8::1]:9100' }, ['HOST 2001:db8::1', 'INSTANCE [2001:db8::1]:9100', 'INSTANCE runs_on HOST']],
    ['a loopback address is another machine for everyone', { instance: '127.0.0.1:9090' }, ['INSTANCE 127.0.0.1:9090']],
    ['localhost too', { instance: 'localhost:9090', host: 'localhost' }, ['INSTANCE localhost:9090']],
    [
      'a probed URL, without what may be secret',
      { job: 'blackbox', instance: 'https://user:pass@Shop.example.com/Login/?token=x#y' },
      ['HOST shop.example.com', 'INSTANCE https://shop.example.com/Login', 'INSTANCE runs_on HOST'],
    ],
    [
      'the name of the machine before the address of its exporter',
      { instance: '10.0.0.5:9100', nodename: 'web-1', job: 'node' },
      ['HOST web-1', 'INSTANCE 10.0.0.5:9100', 'INSTANCE runs_on HOST'],
    ],
    ['any spelling of host', { hostname: 'DB-1' }, ['HOST db-1']],
    ['a service on a host', { host: 'web-1', service: 'checkout' }, ['HOST web-1', 'SERVICE checkout', 'SERVICE runs_on HOST']],
    [
      'a service at an instance',
      { instance: 'web-1:8080', service: 'Checkout' },
      ['HOST web-1', 'INSTANCE runs_on HOST', 'INSTANCE web-1:8080', 'SERVICE checkout', 'SERVICE exposes INSTANCE'],
    ],
    [
      'a disk of a machine',
      { instance: 'web-1:9100', device: '/dev/sda1', mountpoint: '/' },
      ['DEVICE part_of HOST', 'DEVICE web-1//dev/sda1', 'HOST web-1', 'INSTANCE runs_on HOST', 'INSTANCE web-1:9100'],
    ],
    ['a disk of no known machine is nothing', { device: 'sda1' }, []],
    ['a network device asked over SNMP', { job: 'snmp', instance: '192.0.2.1', ifName: 'Gi0/1' }, ['DEVICE 192.0.2.1']],
    ['by its own name', { job: 'snmp', instance: '192.0.2.1', sysName: 'Core-1' }, ['DEVICE core-1']],
    [
      'a device and its address',
      { device: 'core-switch', instance: '192.0.2.1:161' },
      ['DEVICE core-switch', 'INSTANCE 192.0.2.1:161', 'INSTANCE runs_on DEVICE'],
    ],
    ['what is no host name', { host: 'web 1; drop', instance: 'a b:9100' }, ['INSTANCE a b:9100']],
    ['placeholders', { host: 'unknown', service: ' ', node: '<none>', namespace: 'N/A' }, []],
    ['a value too long to name anything', { service: 'x'.repeat(254) }, []],
    ['a value with a control character', { service: 'a\u0007b' }, []],
  ])('%s', (_, labels, expected) => {
    expect(told(labels)).toEqual([...expected].sort());
  });
});

describe('Kubernetes', () => {
  test.each<[string, Labels, string[]]>([
    [
      'a pod with all that it is in',
      { namespace: 'shop', pod: 'cart-7d9f8c6b5d-x2x8k', node: 'worker-1' },
      [
        'NAMESPACE shop',
        'DEPLOYMENT shop/cart',
        'POD shop/cart-7d9f8c6b5d-x2x8k',
        'NODE worker-1',
        'POD part_of DEPLOYMENT',
        'DEPLOYMENT part_of NAMESPACE',
        'POD runs_on NODE',
      ],
    ],
    ['a pod of something else', { namespace: 'shop', pod: 'mysql-0' }, ['NAMESPACE shop', 'POD part_of NAMESPACE', 'POD shop/mysql-0']],
    [
      'other spellings',
      { kubernetes_namespace: 'shop', kubernetes_pod_name: 'mysql-0', k8s_node_name: 'worker-1' },
      ['NAMESPACE shop', 'POD shop/mysql-0', 'NODE worker-1', 'POD part_of NAMESPACE', 'POD runs_on NODE'],
    ],
    [
      'clusters apart',
      { cluster: 'eu-1', namespace: 'shop', pod: 'mysql-0', node: 'worker-1' },
      ['NAMESPACE eu-1:shop', 'POD eu-1:shop/mysql-0', 'NODE eu-1:worker-1', 'POD part_of NAMESPACE', 'POD runs_on NODE'],
    ],
    [
      'a pod that its service exposes; its address is not a machine',
      { namespace: 'shop', pod: 'mysql-0', service: 'mysql', instance: '10.42.0.9:9104', job: 'mysql' },
      ['NAMESPACE shop', 'POD shop/mysql-0', 'SERVICE shop/mysql', 'POD part_of NAMESPACE', 'SERVICE part_of NAMESPACE', 'SERVICE exposes POD'],
    ],
    [
      'what kube-state-metrics says of itself is left out',
      { job: 'kube-state-metrics', instance: '10.42.0.3:8080', service: 'kube-state-metrics', namespace: 'shop', deployment: 'cart' },
      ['DEPLOYMENT part_of NAMESPACE', 'DEPLOYMENT shop/cart', 'NAMESPACE shop'],
    ],
    [
      'exported labels are the subject, plain ones the exporter',
      { job: 'ksm', exported_namespace: 'shop', exported_pod: 'mysql-0', namespace: 'monitoring', pod: 'ksm-0', service: 'ksm' },
      ['NAMESPACE shop', 'POD part_of NAMESPACE', 'POD shop/mysql-0'],
    ],
    [
      'a pod that does not carry the name of the deployment is the exporter',
      { namespace: 'shop', deployment: 'cart', pod: 'prometheus-kube-state-metrics-5c-x' },
      ['DEPLOYMENT part_of NAMESPACE', 'DEPLOYMENT shop/cart', 'NAMESPACE shop'],
    ],
    [
      'node_exporter in a cluster speaks of the machine',
      { job: 'node-exporter', instance: '10.0.0.5:9100', namespace: 'monitoring', pod: 'node-exporter-x2x8k', service: 'node-exporter' },
      ['HOST 10.0.0.5', 'INSTANCE 10.0.0.5:9100', 'INSTANCE runs_on HOST'],
    ],
    [
      'cAdvisor, through the kubelet, speaks of pods',
      { job: 'kubelet', instance: '10.0.0.5:10250', node: 'worker-1', service: 'kubelet', namespace: 'shop', pod: 'mysql-0' },
      ['NAMESPACE shop', 'NODE worker-1', 'POD part_of NAMESPACE', 'POD runs_on NODE', 'POD shop/mysql-0'],
    ],
  ])('%s', (_, labels, expected) => {
    expect(told(labels)).toEqual([...expected].sort());
  });
});

test('a resource carries the labels that identify it', () => {
  const { resources } = resourcesOf({ cluster: 'eu-1', namespace: 'shop', pod: 'mysql-0', alertname: 'Down', severity: 'page' });
  expect(resources.find(({ kind }) => kind === 'POD')).toEqual({
    kind: 'POD',
    key: 'eu-1:shop/mysql-0',
    name: 'mysql-0',
    labels: { cluster: 'eu-1', namespace: 'shop', pod: 'mysql-0' },
  });
});

test.each([
  ['cart-7d9f8c6b5d-x2x8k', 'cart'],
  ['payment-api-5d78c9869d-zzzzz', 'payment-api'],
  ['a.b-6b8bb4f46-24689', 'a.b'],
  ['cart-7d9', undefined],
  ['mysql-0', undefined],
  ['fluentd-x2x8k', undefined],
  ['nightly-28371840-x2x8k', undefined],
  ['shop-frontend-canary', undefined],
  ['cart-7d9f8c6b5d-x2x8', undefined],
  ['cart-7d9f8c6-x2x8k', undefined],
  ['-7d9f8c6b5d-x2x8k', undefined],
])('the pod %s is of the deployment %s', (pod, deployment) => {
  expect(deploymentOfPod(pod)).toBe(deployment);
});

test.each([
  ['http://shop.example.com:8080/', { key: 'http://shop.example.com:8080', host: 'shop.example.com', isMoreThanHost: true }],
  ['2001:db8::1', { key: '2001:db8::1', host: '2001:db8::1', isMoreThanHost: false }],
  ['[::1]:80', { key: '[::1]:80', host: null, isMoreThanHost: true }],
  ['web-1:http', { key: 'web-1:http', host: null, isMoreThanHost: false }],
])('the instance %s', (value, expected) => {
  expect(parseInstance(value)).toEqual(expected);
});
