import { RuleHealth, RuleSourceAuth, RuleSourceKind, RuleState } from '#prisma/generated/client';
import { registerEnumType } from 'type-graphql';

registerEnumType(RuleHealth, {
  name: 'RuleHealth',
  description: 'Whether a rule can be evaluated, as its source says.',
  valuesConfig: {
    OK: { description: 'Its last evaluation went well.' },
    ERROR: { description: 'Its last evaluation failed: it cannot fire.' },
    UNKNOWN: { description: 'It was not evaluated yet, or its source does not evaluate rules.' },
  },
});

registerEnumType(RuleState, {
  name: 'RuleState',
  description: 'Where a rule stands at its source.',
  valuesConfig: {
    FIRING: { description: 'At least one of its alerts fires.' },
    PENDING: { description: 'Its condition holds, for less than `for` as yet.' },
    INACTIVE: { description: 'Its condition does not hold.' },
    UNKNOWN: { description: 'Its source does not say.' },
  },
});

registerEnumType(RuleSourceKind, {
  name: 'RuleSourceKind',
  description: 'Where the rules of a source come from.',
  valuesConfig: {
    PROMETHEUS: { description: 'A Prometheus or vmalert that is asked on a schedule.' },
    FILE: { description: 'A rule file that was imported.' },
    MANAGED: { description: 'Rules that are kept on this platform.' },
  },
});

registerEnumType(RuleSourceAuth, {
  name: 'RuleSourceAuth',
  description: 'How the platform proves itself to a source.',
  valuesConfig: {
    NONE: { description: 'Not at all.' },
    BEARER: { description: 'A bearer token.' },
    BASIC: { description: 'A user and a password.' },
  },
});

export { RuleHealth, RuleSourceAuth, RuleSourceKind, RuleState };
