/**
 * A pod of a deployment is named `<deployment>-<pod-template-hash>-<suffix>`. Kubernetes writes both parts in an alphabet without vowels and
 * easily confused digits (apimachinery, util/rand); the hash is the decimal of a 32-bit number written digit by digit in it, so that only
 * ten letters of it occur: 4-9 for 0-5 and b, c, d, f for 6-9. Numbers under eight digits are one in 43 and not told from a word, so those give no answer.
 */
const podName = /^(?<deployment>[a-z0-9]([a-z0-9.-]*[a-z0-9])?)-[4-9bcdf]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$/;

/** The deployment that a pod belongs to by its name; undefined unless the name can hardly mean anything else. */
export function deploymentOfPod(pod: string): string | undefined {
  return podName.exec(pod)?.groups?.['deployment'];
}
