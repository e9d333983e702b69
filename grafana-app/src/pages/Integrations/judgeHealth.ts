import type { IntegrationRowFragment } from '../../api/generated/graphql';

/** How an integration stands at a glance, the worst first. */
export type Health = 'silent' | 'refusing' | 'late' | 'off' | 'unheard' | 'quiet' | 'healthy';

/** From this share on, refusals are more than a stray request. */
const muchRefused = 0.05;

/** What a person should know first of an integration. */
export function judgeHealth({ enabled, heartbeat, traffic, lastReceivedAt }: IntegrationRowFragment): Health {
  if (!enabled) {
    return 'off';
  }
  if (heartbeat?.state === 'MISSED') {
    return 'silent';
  }
  if ((traffic.refusedShare ?? 0) >= muchRefused) {
    return 'refusing';
  }
  if (heartbeat?.state === 'LATE') {
    return 'late';
  }
  if (!lastReceivedAt) {
    return 'unheard';
  }
  return traffic.requests > 0 || heartbeat?.state === 'ALIVE' ? 'healthy' : 'quiet';
}
