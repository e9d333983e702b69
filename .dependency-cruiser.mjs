/** The direction of imports: contracts, prisma <- kit <- { graph, subgraphs, gateway } <- run; graph <- subgraphs. Tests and benches may use anything. */

/** Tests, and what only tests use, may reach further. */
const production = { pathNot: '(\\.test|/openTest\\w*|/testGraph|/conformance|/fixture/.*)\\.ts$' };

/** @type {(name: string, from: string, allowed: string) => import('dependency-cruiser').IForbiddenRuleType} */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  comment: `${from} may import only ${allowed}`,
  from: { path: from, ...production },
  to: { path: '^(contracts|prisma|kit|graph|subgraphs|gateway|run|tests|bench|grafana-app)/', pathNot: allowed },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    only('contracts-know-nothing', '^contracts/', '^contracts/'),
    only('prisma-knows-nothing', '^prisma/', '^prisma/'),
    only('kit-is-plumbing', '^kit/', '^(contracts|prisma|kit)/'),
    only('graph-is-a-library', '^graph/', '^(contracts|prisma|kit|graph)/'),
    only('gateway-has-no-business-rule', '^gateway/', '^(contracts|prisma|kit|gateway)/'),
    {
      name: 'subgraphs-stand-alone',
      severity: 'error',
      comment: 'A subgraph imports contracts, prisma, kit, graph and itself.',
      from: { path: '^subgraphs/([^/]+)/', ...production },
      to: { path: '^(subgraphs|gateway|run|tests|bench|grafana-app)/', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { ...production },
      to: { circular: true, dependencyTypesNot: ['type-only'], viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(prisma/generated|grafana-app/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node'] },
  },
};
